/** Tables a TrueType font needs inside a PDF (PDF 32000-1 §9.9), in the order they are written. */
const COPIED = ['cvt ', 'fpgm', 'prep'] as const;

interface Source {
  readonly file: Buffer;
  readonly table: (tag: string) => Buffer | undefined;
}

/** A font file with some glyphs of another, numbered anew. */
export interface FontSubset {
  readonly file: Uint8Array;
  /** New glyph number by old. */
  readonly glyphIds: ReadonlyMap<number, number>;
}

/**
 * Cuts a TrueType font down to some of its glyphs, with the parts that composite glyphs are made of and the glyph of
 * the missing character. Written here because fontkit's own subsetter loses the last byte of glyphs of odd length, which
 * prints characters as blanks: glyphs are aligned and offsets long, so none can be cut.
 * Source: OpenType 1.9, tables `glyf`, `loca`, `head`, `hhea`, `hmtx`, `maxp`.
 * @param file a plain TrueType file (`glyf` outlines)
 * @param wanted glyph numbers in the order they are to be numbered, from 1 on
 */
export function subsetFont(file: Buffer, wanted: Iterable<number>): FontSubset {
  const source: Source = { file, table: (tag) => findTable(file, tag) };
  const ids = new Map<number, number>([[0, 0]]);
  for (const id of wanted) if (!ids.has(id)) ids.set(id, ids.size);
  const glyphs: Buffer[] = [];
  // The map grows while it is walked: parts of composites are appended, and a Map visits what is added.
  for (const id of ids.keys()) glyphs.push(renumberParts(glyphOutline(source, id), ids));
  return { file: assemble(tablesOf(source, glyphs, [...ids.keys()])), glyphIds: ids };
}

function findTable(file: Buffer, tag: string): Buffer | undefined {
  const count = file.readUInt16BE(4);
  for (let i = 0; i < count; i += 1) {
    const at = 12 + i * 16;
    if (file.toString('latin1', at, at + 4) !== tag) continue;
    const offset = file.readUInt32BE(at + 8);
    return file.subarray(offset, offset + file.readUInt32BE(at + 12));
  }
  return undefined;
}

function need(source: Source, tag: string): Buffer {
  const table = source.table(tag);
  if (!table) throw new Error(`the font has no ${tag} table`);
  return table;
}

function glyphOutline(source: Source, id: number): Buffer {
  const loca = need(source, 'loca');
  const isLong = need(source, 'head').readInt16BE(50) === 1;
  const offset = (index: number) => (isLong ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2);
  return Buffer.from(need(source, 'glyf').subarray(offset(id), offset(id + 1)));
}

const PART = { wordArguments: 0x1, scale: 0x8, more: 0x20, xyScale: 0x40, matrix: 0x80 } as const;

/** In a composite, points its parts at their new numbers, adding parts not yet wanted. Changes `outline` in place. */
function renumberParts(outline: Buffer, ids: Map<number, number>): Buffer {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return outline;
  let flags: number = PART.more;
  for (let at = 10; flags & PART.more;) {
    flags = outline.readUInt16BE(at);
    const part = outline.readUInt16BE(at + 2);
    if (!ids.has(part)) ids.set(part, ids.size);
    outline.writeUInt16BE(ids.get(part) ?? 0, at + 2);
    at += flags & PART.wordArguments ? 8 : 6;
    at += flags & PART.scale ? 2 : flags & PART.xyScale ? 4 : flags & PART.matrix ? 8 : 0;
  }
  return outline;
}

function tablesOf(source: Source, glyphs: readonly Buffer[], ids: readonly number[]): [tag: string, bytes: Buffer][] {
  const padded = glyphs.map((glyph) => pad(glyph));
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  let offset = 0;
  padded.forEach((glyph, index) => {
    offset += glyph.length;
    loca.writeUInt32BE(offset, (index + 1) * 4);
  });
  const head = Buffer.from(need(source, 'head'));
  head.writeUInt32BE(0, 8);
  head.writeInt16BE(1, 50);
  const hhea = Buffer.from(need(source, 'hhea'));
  hhea.writeUInt16BE(ids.length, 34);
  const maxp = Buffer.from(need(source, 'maxp'));
  maxp.writeUInt16BE(ids.length, 4);
  const copied = COPIED.flatMap((tag): [string, Buffer][] => {
    const bytes = source.table(tag);
    return bytes ? [[tag, bytes]] : [];
  });
  return [
    ...copied,
    ['glyf', Buffer.concat(padded)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', metrics(source, ids)],
    ['loca', loca],
    ['maxp', maxp],
  ];
}

/** Advance and left bearing of each glyph; past the last full metric a font gives bearings alone. */
function metrics(source: Source, ids: readonly number[]): Buffer {
  const hmtx = need(source, 'hmtx');
  const full = need(source, 'hhea').readUInt16BE(34);
  const table = Buffer.alloc(ids.length * 4);
  ids.forEach((id, index) => {
    table.writeUInt16BE(hmtx.readUInt16BE(Math.min(id, full - 1) * 4), index * 4);
    table.writeInt16BE(hmtx.readInt16BE(id < full ? id * 4 + 2 : full * 4 + (id - full) * 2), index * 4 + 2);
  });
  return table;
}

const pad = (bytes: Buffer): Buffer =>
  bytes.length % 4 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(4 - (bytes.length % 4))]);

function assemble(tables: readonly [tag: string, bytes: Buffer][]): Uint8Array {
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const header = Buffer.alloc(12 + tables.length * 16);
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(tables.length, 4);
  header.writeUInt16BE(power * 16, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE((tables.length - power) * 16, 10);
  const body: Buffer[] = [];
  let offset = header.length;
  tables.forEach(([tag, bytes], index) => {
    const at = 12 + index * 16;
    const padded = pad(bytes);
    header.write(tag, at, 'latin1');
    header.writeUInt32BE(checksum(padded), at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(bytes.length, at + 12);
    body.push(padded);
    offset += padded.length;
  });
  return Uint8Array.from(Buffer.concat([header, ...body]));
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
