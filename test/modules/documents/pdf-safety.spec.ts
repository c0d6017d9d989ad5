import * as fc from 'fast-check';
import { cleanText } from '../../../src/modules/documents/pdf/clean-text';
import { renderReceipt } from '../../../src/modules/documents/pdf/render-receipt';
import { renderSuperbill } from '../../../src/modules/documents/pdf/render-superbill';
import { type GlyphRun, shapeLine } from '../../../src/modules/documents/pdf/shape-text';
import { receiptS1, superbillOfFortyLines, superbillS1 } from './models';
import { readPdf, textOf } from './pdf-reader';

const visible = (run: GlyphRun): string => run.glyphs.map((glyph) => glyph.text).join('');

const named = (name: string) => superbillS1({ patient: { ...superbillS1().patient, name } });

const printedName = async (name: string): Promise<string> => textOf(await readPdf(await renderSuperbill(named(name))));

describe('the same document always has the same bytes', () => {
  it('whatever was printed before it', async () => {
    const first = await renderSuperbill(named('Łukasz Ω ﬁ Ελένη \u4EBA'));
    // Look-alikes: ohm sign, Greek, ligatures, presentation forms, all sharing or near the glyphs above.
    await renderSuperbill(named('\u2126 fi ƒ Άλφα שָׁלוֹם محمد ﷲ \u2F08 김'));
    await renderReceipt(receiptS1());
    const again = await renderSuperbill(named('Łukasz Ω ﬁ Ελένη \u4EBA'));
    expect(Buffer.compare(first, again)).toBe(0);
  });

  it('even when many are printed at once', async () => {
    const models = [named('עברית'), named('李'), named('Nguyễn'), superbillOfFortyLines()];
    const alone: Uint8Array[] = [];
    for (const model of models) alone.push(await renderSuperbill(model));
    const together = await Promise.all(models.map((model) => renderSuperbill(model)));
    together.forEach((bytes, index) => expect(Buffer.compare(bytes, alone[index]!)).toBe(0));
  });

  it('and another when one cent differs', async () => {
    const other = superbillS1({ totals: { ...superbillS1().totals, paidCents: 21_999, balanceCents: 1 } });
    expect(Buffer.compare(await renderSuperbill(superbillS1()), await renderSuperbill(other))).not.toBe(0);
  });
});

describe('a document can do nothing', () => {
  it.each(['superbill', 'receipt'])('has no action, script, link, form or attachment: %s', async (kind) => {
    const bytes =
      kind === 'receipt' ? await renderReceipt(receiptS1()) : await renderSuperbill(superbillOfFortyLines());
    const { names } = await readPdf(bytes);
    expect(Buffer.from(bytes).subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
    for (const name of [
      'JavaScript',
      'JS',
      'OpenAction',
      'Launch',
      'AA',
      'URI',
      'GoToR',
      'SubmitForm',
      'Annots',
      'AcroForm',
    ])
      expect(names).not.toContain(name);
    for (const name of ['EmbeddedFile', 'EmbeddedFiles', 'RichMedia', 'XFA']) expect(names).not.toContain(name);
  });

  it('treats PDF syntax in a name as text', async () => {
    expect(await printedName('Ann) Tj ET /JS (app.alert(1)) <<>> endstream')).toContain(
      'Ann) Tj ET /JS (app.alert(1))',
    );
  });
});

describe('every name prints', () => {
  it.each([
    'Łukasz Żółć',
    'Nguyễn Thị Hồng',
    '李',
    '刘德华',
    'Ελένη',
    'Ђорђе',
    '김민준',
    '佐藤 太郎',
    'Áureo',
    'Գրիգոր',
  ])('gives back %s as it was entered', async (name) => {
    expect(await printedName(name)).toContain(name);
  });

  it('tells apart characters that share one outline', async () => {
    expect(await printedName('\u2F08\u4EBA')).toContain('\u2F08\u4EBA');
  });

  it('sets Hebrew from right to left and keeps it in reading order in the file', async () => {
    const { runs } = shapeLine('עברית', 'bold');
    expect(runs.map(visible)).toEqual(['תירבע']);
    expect(await printedName('עברית')).toContain('עברית');
  });

  it('keeps Latin words, figures and brackets inside Hebrew in their own direction', async () => {
    const { runs } = shapeLine('Dr. (אב) 12 גד', 'regular');
    expect(runs.map(visible).join('')).toBe('Dr. (בא) דג 12');
    const { runs: within } = shapeLine('אב (גד) הו', 'regular');
    expect(within.map(visible).join('')).toBe('וה (דג) בא');
    const { runs: plain } = shapeLine('אב Cohen 12', 'regular');
    expect(plain.map(visible).join('')).toBe('בא Cohen 12');
  });

  it('joins Arabic letters and still gives back the letters themselves', async () => {
    const text = await printedName('محمد');
    expect([...'محمد'].every((letter) => text.includes(letter))).toBe(true);
  });

  it('shows that something was there: controls as U+FFFD, characters without a glyph kept for copying', async () => {
    expect(await printedName('Ann\u0000\u001bB')).toContain('Ann\uFFFD\uFFFDB');
    expect(await printedName('स')).toContain('स');
    expect(await printedName('x\ud800y')).toContain('x\uFFFDy');
  });

  it('takes no orders about direction from a name', () => {
    expect(cleanText('Ann \u202Egnol\u202C \u2066x\u2069')).toBe('Ann gnol x');
  });
});

describe('no text can break a document', () => {
  it('prints any string at all', async () => {
    const anything = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(anything, anything, async (name, description) => {
        const bytes = await renderReceipt(
          receiptS1({ patient: { name }, lines: [{ ...receiptS1().lines[0]!, description }] }),
        );
        expect(Buffer.from(bytes).subarray(0, 5).toString('latin1')).toBe('%PDF-');
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it.each(['\ud800', '\u0000', '\r\n\t', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘', '﷽', '😀👨‍👩‍👧', '\u202E\u2066', '__proto__', '=1+1', ''])(
    'prints %j',
    async (name) => {
      await expect(renderSuperbill(named(name))).resolves.toBeInstanceOf(Uint8Array);
    },
  );

  it('cuts a megabyte of name instead of printing a book', async () => {
    for (const unit of ['x', 'א', '李', 'a b ']) {
      const { pages } = await readPdf(await renderSuperbill(named(unit.repeat(1_000_000 / unit.length))));
      expect(pages).toHaveLength(1);
    }
  });
});
