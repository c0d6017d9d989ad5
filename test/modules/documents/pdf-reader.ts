import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFString,
  type PDFObject,
} from 'pdf-lib';

/** A document read back, for assertions. */
export interface ReadPdf {
  readonly file: PDFDocument;
  /** Per page, its lines from top to bottom; what stands on one baseline is joined with two spaces. */
  readonly pages: readonly (readonly string[])[];
  /** Structure roles from the root down, in order, as `Document/Table/TR/TH`. */
  readonly roles: readonly string[];
  /** Names of every key and name object anywhere in the file. */
  readonly names: ReadonlySet<string>;
}

const key = (name: string) => PDFName.of(name);

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const file = await PDFDocument.load(bytes, { updateMetadata: false });
  const pages = file.getPages().map((page) => linesOf(file, page.node));
  return { file, pages, roles: rolesOf(file), names: namesOf(file) };
}

/** All lines of all pages. */
export const textOf = (pdf: ReadPdf): string =>
  pdf.pages.map((lines, index) => [`--- page ${index + 1}`, ...lines].join('\n')).join('\n');

function streamText(file: PDFDocument, object: PDFObject | undefined): string {
  const stream = file.context.lookup(object);
  return stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : '';
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** Character codes to text, per font resource name. */
function fontMaps(file: PDFDocument, page: PDFDict): Map<string, Map<string, string>> {
  const fonts = page.lookup(key('Resources'), PDFDict).lookup(key('Font'), PDFDict);
  return new Map(
    fonts.entries().map(([name, ref]) => {
      const cmap = streamText(file, file.context.lookup(ref, PDFDict).get(key('ToUnicode')));
      const pairs = [...cmap.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>/g)];
      return [name.asString(), new Map(pairs.map(([, code = '', text = '']) => [code, utf16(text)]))];
    }),
  );
}

const OPERATORS =
  /\/ActualText <FEFF([0-9A-F]*)>>> BDC|(EMC|BT)|(\/F\d+) [\d.]+ Tf|1 0 0 1 ([-\d.]+) ([-\d.]+) Tm|<([0-9A-F]+)> Tj/g;

function linesOf(file: PDFDocument, page: PDFDict): string[] {
  const fonts = fontMaps(file, page);
  const items: { x: number; y: number; text: string }[] = [];
  let font = '';
  let at: { x: number; y: number } | undefined;
  let text = '';
  let actual: string | undefined;
  const content = `${streamText(file, page.get(key('Contents')))}\nBT`;
  for (const [, actualHex, mark, name, x, y, codes] of content.matchAll(OPERATORS)) {
    if (actualHex !== undefined) actual = utf16(actualHex);
    if (mark === 'EMC') actual = undefined;
    if (mark === 'BT') {
      if (at) items.push({ ...at, text });
      at = undefined;
      text = '';
    }
    if (name) font = name;
    // The baseline is that of the first placing; later ones are runs, marks and leftward glyphs on it.
    if (x !== undefined && y !== undefined) at = { x: Math.min(at?.x ?? Infinity, Number(x)), y: at?.y ?? Number(y) };
    if (codes === undefined) continue;
    text += actual ?? (codes.match(/.{4}/g) ?? []).map((code) => fonts.get(font)?.get(code) ?? '?').join('');
  }
  const baselines = [...new Set(items.map((item) => item.y))].sort((a, b) => b - a);
  return baselines.map((baseline) =>
    items
      .filter((item) => item.y === baseline)
      .sort((a, b) => a.x - b.x)
      .map((item) => item.text.trimEnd())
      .join('  '),
  );
}

function rolesOf(file: PDFDocument): string[] {
  const roles: string[] = [];
  const walk = (object: PDFObject | undefined, path: string): void => {
    const element = file.context.lookup(object);
    if (element instanceof PDFArray) for (const kid of element.asArray()) walk(kid, path);
    if (!(element instanceof PDFDict)) return;
    const role = element.lookup(key('S'));
    if (!(role instanceof PDFName)) return;
    const here = path ? `${path}/${role.decodeText()}` : role.decodeText();
    roles.push(here);
    walk(element.get(key('K')), here);
  };
  const root = file.catalog.lookup(key('StructTreeRoot'), PDFDict);
  walk(root.get(key('K')), '');
  return roles;
}

function namesOf(file: PDFDocument): Set<string> {
  const names = new Set<string>();
  const walk = (object: PDFObject): void => {
    if (object instanceof PDFName) names.add(object.decodeText());
    if (object instanceof PDFArray) object.asArray().forEach(walk);
    if (object instanceof PDFRawStream) walk(object.dict);
    if (object instanceof PDFDict)
      for (const [name, value] of object.entries()) {
        walk(name);
        walk(value);
      }
  };
  for (const [, object] of file.context.enumerateIndirectObjects()) walk(object);
  return names;
}

/** Every piece of marked content must be owned by a structure element: per page [ids used, ids owned]. */
export function markedContents(file: PDFDocument): { used: number; owned: number }[] {
  const tree = file.catalog.lookup(key('StructTreeRoot'), PDFDict).lookup(key('ParentTree'), PDFDict);
  const numbers = tree.lookup(key('Nums'), PDFArray);
  return file.getPages().map((page) => {
    const used = [...streamText(file, page.node.get(key('Contents'))).matchAll(/\/MCID (\d+)/g)].length;
    const index = page.node.lookup(key('StructParents'), PDFNumber).asNumber();
    const owners = numbers.lookup(index * 2 + 1, PDFArray).asArray();
    return { used, owned: owners.filter((owner) => owner instanceof PDFRef).length };
  });
}

/** A text entry of the document information or catalog. */
export const plainText = (object: PDFObject | undefined): string | undefined =>
  object instanceof PDFHexString || object instanceof PDFString ? object.decodeText() : undefined;
