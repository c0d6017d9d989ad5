import { Temporal } from 'temporal-polyfill';
import type { InvoiceLine, InvoiceModel } from '../models/invoice.model';
import { totals, type TotalRow } from './blocks';
import { Flow } from './flow';
import { letterhead } from './letterhead';
import { PdfBuilder } from './pdf-builder';
import { practiceFoot, printCents, printDay, printReduction, printTenders, replacesFact } from './print';
import { type Cell, type Column, table } from './table';
import { TEXT } from './theme';
import { waysToPay } from './ways-to-pay';
import { windowLetter } from './window-letter';

/**
 * Prints a bill to be posted in a window envelope. The same model always gives the same bytes.
 * @returns a tagged PDF without active content
 */
export async function renderInvoice(model: InvoiceModel): Promise<Uint8Array> {
  const title = `Invoice ${model.number}`;
  const builder = await PdfBuilder.create({
    title: `${title} version ${model.version}`,
    author: model.practice.legalName,
    createdAt: Temporal.Instant.from(model.issuedAt),
  });
  const flow = new Flow(builder, `${title}   ·   ${model.patient.name}   ·   continued`);
  letterhead(flow, { practice: model.practice, kind: 'Invoice', facts: headFacts(model) });
  windowLetter(flow, { recipient: model.patient, box: amountBox(model) });
  table(flow, { columns: COLUMNS, rows: model.lines.map(lineCells) });
  flow.space(8);
  totals(flow, totalRows(model), STAMPS[model.standing]);
  payments(flow, model);
  if (model.payUrl) waysToPay(flow, { url: model.payUrl, practice: model.practice, reference: model.number });
  flow.space(14);
  for (const note of notes(model)) {
    flow.text(note, TEXT.small);
    flow.space(3);
  }
  flow.footers(practiceFoot(model.practice, title));
  return builder.finish();
}

const STAMPS: Readonly<Record<InvoiceModel['standing'], string | undefined>> = {
  due: undefined,
  settled: 'Nothing due',
  void: 'Void',
};

const headFacts = (model: InvoiceModel) => [
  { label: 'Number', text: model.number },
  { label: 'Date', text: printDay(model.invoicedOn) },
  { label: 'As of', text: printDay(model.issuedOn) },
  ...replacesFact(model),
];

const amountBox = (model: InvoiceModel) => ({
  label: 'Amount due',
  amount: printCents(model.totals.balanceCents),
  notes: [
    model.standing === 'due'
      ? { label: 'Due by', text: printDay(model.dueOn) }
      : { label: 'Status', text: model.standing === 'void' ? 'Void' : 'Nothing due' },
    { label: 'Invoice', text: model.number },
  ],
});

const COLUMNS: readonly Column[] = [
  { title: 'Date of service', share: 74 },
  { title: 'Service', share: 206 },
  { title: 'Quantity', share: 46, align: 'right' },
  { title: 'Charge', share: 62, align: 'right' },
  { title: 'Adjusted', share: 62, align: 'right' },
  { title: 'Paid', share: 62, align: 'right' },
  { title: 'Balance', share: 62, align: 'right' },
];

function lineCells(line: InvoiceLine): Cell[] {
  const notes = [
    ...(line.isHsaFsaEligible ? ['HSA/FSA'] : []),
    ...line.adjustments.map(({ label, amountCents }) => `${label} ${printCents(-amountCents)}`),
  ];
  return [
    { text: printDay(line.dateOfService) },
    { text: line.description, note: notes.length > 0 ? notes.join('\n') : undefined },
    { text: String(line.quantity) },
    { text: printCents(line.chargeCents) },
    { text: printReduction(line.adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0)) },
    { text: printReduction(line.paidCents) },
    { text: printCents(line.balanceCents), isStrong: true },
  ];
}

function totalRows({ totals: sums }: InvoiceModel): TotalRow[] {
  return [
    { label: 'Charges', amount: printCents(sums.chargeCents) },
    ...(sums.adjustmentCents === 0 ? [] : [{ label: 'Adjustments', amount: printCents(-sums.adjustmentCents) }]),
    ...(sums.paidCents === 0 ? [] : [{ label: 'Paid', amount: printCents(-sums.paidCents) }]),
    { label: 'Amount due', amount: printCents(sums.balanceCents), isGrand: true },
  ];
}

function payments(flow: Flow, model: InvoiceModel): void {
  if (model.payments.length === 0) return;
  flow.space(14);
  flow.text('PAYMENTS', TEXT.label, { role: 'H2' });
  flow.space(3);
  table(flow, {
    columns: [
      { title: 'Paid on', share: 74 },
      { title: 'Paid with', share: 390 },
      { title: 'Toward this invoice', share: 110, align: 'right' },
    ],
    rows: model.payments.map((payment) => [
      { text: printDay(payment.paidOn) },
      { text: printTenders(payment.tenders) },
      { text: printCents(payment.appliedCents) },
    ]),
  });
}

function notes(model: InvoiceModel): string[] {
  if (model.standing === 'void') return ['This invoice was issued in error and is void. Nothing is owed on it.'];
  const eligible = printCents(model.hsaFsaEligibleCents);
  return [
    ...(model.hsaFsaEligibleCents > 0 ? [`HSA or FSA money can pay ${eligible} of what is due.`] : []),
    model.message,
  ];
}
