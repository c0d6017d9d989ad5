import { Temporal } from 'temporal-polyfill';
import type { StatementLine, StatementModel } from '../models/statement.model';
import { totals, type TotalRow } from './blocks';
import { Flow } from './flow';
import { letterhead } from './letterhead';
import { PdfBuilder } from './pdf-builder';
import { practiceFoot, printCents, printDay, replacesFact } from './print';
import { type Cell, type Column, table } from './table';
import { TEXT } from './theme';
import { waysToPay } from './ways-to-pay';
import { windowLetter } from './window-letter';

/**
 * Prints a statement of a patient's account to be posted in a window envelope: opening balance, every movement with the
 * balance after it, closing balance. The same model always gives the same bytes.
 * @returns a tagged PDF without active content
 */
export async function renderStatement(model: StatementModel): Promise<Uint8Array> {
  const title = `Statement ${model.number}`;
  const builder = await PdfBuilder.create({
    title: `${title} version ${model.version}`,
    author: model.practice.legalName,
    createdAt: Temporal.Instant.from(model.issuedAt),
  });
  const flow = new Flow(builder, `${title}   ·   ${model.patient.name}   ·   continued`);
  letterhead(flow, { practice: model.practice, kind: 'Statement', facts: headFacts(model) });
  windowLetter(flow, { recipient: model.patient, box: amountBox(model) });
  table(flow, { columns: COLUMNS, rows: [openingCells(model), ...model.activity.map(lineCells)] });
  flow.space(8);
  totals(flow, totalRows(model), model.dueCents === 0 ? 'Nothing due' : undefined);
  if (model.payUrl) waysToPay(flow, { url: model.payUrl, practice: model.practice, reference: model.number });
  flow.space(14);
  for (const note of notes(model)) {
    flow.text(note, TEXT.small);
    flow.space(3);
  }
  flow.footers(practiceFoot(model.practice, title));
  return builder.finish();
}

const headFacts = (model: StatementModel) => [
  { label: 'Number', text: model.number },
  { label: 'From', text: printDay(model.from) },
  { label: 'To', text: printDay(model.to) },
  { label: 'Issued', text: printDay(model.issuedOn) },
  ...replacesFact(model),
];

const amountBox = (model: StatementModel) => ({
  label: 'Amount due',
  amount: printCents(model.dueCents),
  notes: [
    { label: 'As of', text: printDay(model.to) },
    ...(model.creditCents > 0 ? [{ label: 'Credit held', text: printCents(model.creditCents) }] : []),
  ],
});

const COLUMNS: readonly Column[] = [
  { title: 'Date', share: 66 },
  { title: 'Description', share: 318 },
  { title: 'Charges', share: 64, align: 'right' },
  { title: 'Credits', share: 64, align: 'right' },
  { title: 'Balance', share: 66, align: 'right' },
];

const openingCells = (model: StatementModel): Cell[] => [
  { text: printDay(model.from) },
  { text: 'Opening balance', isStrong: true },
  { text: '' },
  { text: '' },
  { text: printCents(model.openingCents), isStrong: true },
];

const lineCells = (line: StatementLine): Cell[] => [
  { text: printDay(line.on) },
  { text: line.description, note: line.note },
  { text: line.amountCents > 0 ? printCents(line.amountCents) : '' },
  { text: line.amountCents < 0 ? printCents(line.amountCents) : '' },
  { text: printCents(line.balanceCents) },
];

function totalRows(model: StatementModel): TotalRow[] {
  const { chargeCents, adjustmentCents, paymentCents, otherCents } = model.totals;
  const row = (label: string, cents: number): TotalRow[] => (cents === 0 ? [] : [{ label, amount: printCents(cents) }]);
  return [
    { label: 'Opening balance', amount: printCents(model.openingCents) },
    ...row('Charges', chargeCents),
    ...row('Adjustments', adjustmentCents),
    ...row('Payments', paymentCents),
    ...row('Other', otherCents),
    { label: 'Closing balance', amount: printCents(model.closingCents), isGrand: true },
  ];
}

function notes(model: StatementModel): string[] {
  const credit = printCents(model.creditCents);
  const pending = printCents(model.insurancePendingCents);
  return [
    ...(model.creditCents > 0
      ? [
          `The closing balance is ${printCents(model.dueCents)} due less ${credit} we hold for you. A balance below zero is yours.`,
        ]
      : []),
    ...(model.insurancePendingCents > 0
      ? [
          `Your insurance has not decided on ${pending} yet. It is not part of this balance; you may owe a share of it later.`,
        ]
      : []),
    model.message,
  ];
}
