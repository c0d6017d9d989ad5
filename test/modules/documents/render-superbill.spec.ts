import { renderSuperbill } from '../../../src/modules/documents/pdf/render-superbill';
import { expectGolden } from './golden';
import { superbillOfFortyLines, superbillS1 } from './models';
import { markedContents, plainText, readPdf, textOf } from './pdf-reader';
import { PDFDict, PDFName } from 'pdf-lib';

const textLines = async (model: ReturnType<typeof superbillS1>): Promise<string> =>
  textOf(await readPdf(await renderSuperbill(model)));

describe('a superbill says everything an insurer asks for', () => {
  it('prints scenario S1 word for word', async () => {
    expectGolden('superbill-s1.txt', await textLines(superbillS1()));
  });

  it('prints a second version with discounts, two providers and two places', async () => {
    expectGolden('superbill-forty-lines.txt', await textLines(superbillOfFortyLines()));
  });

  it('reads "paid in full" only when nothing is left and something was paid', async () => {
    const owing = superbillS1({
      totals: { chargeCents: 22_000, adjustmentCents: 0, paidCents: 10_000, balanceCents: 12_000 },
    });
    const forgiven = superbillS1({
      totals: { chargeCents: 22_000, adjustmentCents: 22_000, paidCents: 0, balanceCents: 0 },
    });
    expect(await textLines(superbillS1())).toContain('PAID IN FULL');
    expect(await textLines(owing)).not.toContain('PAID IN FULL');
    expect(await textLines(forgiven)).not.toContain('PAID IN FULL');
  });

  it('puts words beside diagnosis codes only when the model has them', async () => {
    const described = superbillS1({ diagnoses: [{ pointer: 'A', code: 'F33.2', description: 'Words for the code' }] });
    expect(await textLines(described)).toContain('F33.2 Words for the code');
  });
});

describe('a long superbill flows over pages', () => {
  it('repeats the column titles, says whose sheet it is and numbers the pages', async () => {
    const { pages } = await readPdf(await renderSuperbill(superbillOfFortyLines()));
    expect(pages.length).toBeGreaterThanOrEqual(2);
    pages.forEach((lines, index) => {
      const text = lines.join('\n');
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
      if (/Session \d/.test(text)) expect(text).toContain('Date of service');
      if (index > 0) expect(lines[0]).toContain('SB-000001, version 2');
      if (index > 0) expect(lines[0]).toContain('Jane Q. Doe');
    });
  });

  it('prints every line once', async () => {
    const text = await textLines(superbillOfFortyLines());
    const printed = [...text.matchAll(/Session (\d+)/g)].map((match) => Number(match[1]));
    expect(printed).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });
});

describe('a superbill can be read by a screen reader', () => {
  it('has a language, a title and a tree of tags with header cells', async () => {
    const { file, roles } = await readPdf(await renderSuperbill(superbillS1()));
    expect(plainText(file.catalog.get(PDFName.of('Lang')))).toBe('en-US');
    expect(file.getTitle()).toBe('Superbill SB-000001 version 1');
    expect(file.catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))?.toString()).toBe('true');
    expect(roles.filter((role) => role === 'Document/H1')).toHaveLength(1);
    expect(roles.filter((role) => role === 'Document/Table/THead/TR/TH')).toHaveLength(10 + 3);
    expect(roles.filter((role) => role === 'Document/Table/TBody/TR/TD')).toHaveLength(10 + 3);
  });

  it('tags column titles once though they are printed on every page', async () => {
    const { roles } = await readPdf(await renderSuperbill(superbillOfFortyLines()));
    expect(roles.filter((role) => role === 'Document/Table/THead/TR/TH')).toHaveLength(10 + 3);
    expect(roles.filter((role) => role === 'Document/Table/TBody/TR')).toHaveLength(40 + 1);
  });

  it('owns every piece of content it marks', async () => {
    const { file } = await readPdf(await renderSuperbill(superbillOfFortyLines()));
    for (const { used, owned } of markedContents(file)) {
      expect(used).toBeGreaterThan(0);
      expect(owned).toBe(used);
    }
  });
});
