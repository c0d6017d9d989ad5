import { PDFDict, PDFName } from 'pdf-lib';
import { renderHsaFsaPack } from '../../../src/modules/documents/pdf/render-hsa-fsa-pack';
import { renderInvoice } from '../../../src/modules/documents/pdf/render-invoice';
import { renderStatement } from '../../../src/modules/documents/pdf/render-statement';
import { expectGolden } from './golden';
import { invoiceModel, longInvoice, longStatement, packModel, statementModel } from './paper-models';
import { markedContents, plainText, readPdf, textOf } from './pdf-reader';

const invoice = async (model = invoiceModel()) => textOf(await readPdf(await renderInvoice(model)));
const statement = async (model = statementModel()) => textOf(await readPdf(await renderStatement(model)));
const pack = async (model = packModel()) => textOf(await readPdf(await renderHsaFsaPack(model)));

/** Every kind, short and long. */
const PAPERS: readonly [string, () => Promise<Uint8Array>][] = [
  ['an invoice', () => renderInvoice(invoiceModel())],
  ['a long invoice', () => renderInvoice(longInvoice())],
  ['a statement', () => renderStatement(statementModel())],
  ['a long statement', () => renderStatement(longStatement())],
  ['a pack', () => renderHsaFsaPack(packModel())],
];

describe('Bills, statements and packs', () => {
  it('say word for word what they said before', async () => {
    expectGolden('invoice.txt', await invoice());
    expectGolden('invoice-void.txt', await invoice(voidModel()));
    expectGolden('statement.txt', await statement());
    expectGolden('hsa-fsa-pack.txt', await pack());
  });

  it.each(PAPERS)(
    '%s: same bytes for the same model, tagged, titled, without anything active',
    async (_what, render) => {
      const bytes = await render();
      expect(Buffer.compare(bytes, await render())).toBe(0);
      const { file, names, roles } = await readPdf(bytes);
      expect(plainText(file.catalog.get(PDFName.of('Lang')))).toBe('en-US');
      expect(file.catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))?.toString()).toBe('true');
      expect(file.getTitle()).not.toContain('Doe');
      expect(roles.filter((role) => role === 'Document/H1')).toHaveLength(1);
      for (const { used, owned } of markedContents(file)) expect(owned).toBe(used);
      for (const name of [
        'JavaScript',
        'JS',
        'OpenAction',
        'Launch',
        'AA',
        'URI',
        'Annots',
        'AcroForm',
        'EmbeddedFile',
      ])
        expect(names).not.toContain(name);
    },
  );

  it.each([
    ['invoice', () => renderInvoice(longInvoice()), /Session \d/],
    ['statement', () => renderStatement(longStatement()), /Session \d/],
  ])('repeat the column titles of a long %s and number its pages', async (_what, render, rows) => {
    const { pages } = await readPdf(await render());
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((lines, index) => {
      const text = lines.join('\n');
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
      if (rows.test(text)) expect(text).toContain('Balance');
      if (index > 0) expect(lines[0]).toContain('Jane Q. Doe');
    });
    const printed = [
      ...pages
        .flat()
        .join('\n')
        .matchAll(/Session (\d+)/g),
    ].map((match) => Number(match[1]));
    expect(printed).toEqual(Array.from({ length: printed.length }, (_, index) => index + 1));
  });

  it('show the pay address as text and as a figure a screen reader can name', async () => {
    const { pages, roles } = await readPdf(await renderInvoice(invoiceModel()));
    expect(pages.flat().join('\n')).toContain(invoiceModel().payUrl);
    expect(roles).toContain('Document/Figure');
    const settled = await readPdf(await renderInvoice(voidModel()));
    expect(settled.roles).not.toContain('Document/Figure');
  });

  it('print every name, and cut one that is a megabyte long', async () => {
    for (const name of ['Łukasz Żółć', 'Nguyễn Thị Hồng', '李', 'Ελένη', 'עברית']) {
      const patient = { ...invoiceModel().patient, name };
      expect(await invoice(invoiceModel({ patient }))).toContain(name);
      expect(await statement(statementModel({ patient }))).toContain(name);
      expect(await pack(packModel({ patient: { name } }))).toContain(name);
    }
    const patient = { name: 'x'.repeat(1_000_000) };
    expect((await readPdf(await renderInvoice(invoiceModel({ patient })))).pages).toHaveLength(1);
  });
});

const voidModel = () => {
  const { payUrl: _none, ...model } = invoiceModel();
  return {
    ...model,
    standing: 'void' as const,
    lines: model.lines.map((line) => ({ ...line, paidCents: 0, balanceCents: 0 })),
    totals: { chargeCents: 27_000, adjustmentCents: 5_000, paidCents: 0, balanceCents: 0 },
    payments: [],
    hsaFsaEligibleCents: 0,
  };
};
