import { Temporal } from 'temporal-polyfill';
import type { ReceiptLine, ReceiptModel, ReceiptTender } from '../models/receipt.model';
import { panel, totals, type TotalRow } from './blocks';
import { Flow } from './flow';
import { letterhead } from './letterhead';
import { PdfBuilder } from './pdf-builder';
import { practiceFoot, printCents, printDay, printReduction, replacesFact } from './print';
import { table, type Cell, type Column } from './table';
import { TEXT } from './theme';

const HEALTH_ACCOUNT_NOTE =
  'Lines marked HSA/FSA are services for medical care. Keep this receipt: your plan’s administrator may ask for the day of ' +
  'service, the description, the provider and the amount, all of which are shown here.';

/**
 * Prints a payment receipt with everything a health account's administrator asks for (DOMAIN.md §8). The same model
 * always gives the same bytes.
 * @returns a tagged PDF without active content
 */
export async function renderReceipt(model: ReceiptModel): Promise<Uint8Array> {
  const title = `Receipt ${model.number}${model.voidedOn ? ', void' : ''}`;
  const builder = await PdfBuilder.create({
    title,
    author: model.practice.legalName,
    createdAt: Temporal.Instant.from(model.issuedAt),
  });
  const flow = new Flow(builder, `${title}   ·   ${model.patient.name}   ·   continued`);
  letterhead(flow, {
    practice: model.practice,
    kind: model.voidedOn ? 'Receipt, void' : 'Receipt',
    facts: headFacts(model),
  });
  if (model.voidedOn) {
    flow.text(voidNote(model.voidedOn), TEXT.body);
    flow.space(10);
  }
  panel(flow, [
    { label: 'Amount received', text: printCents(model.voidedOn ? 0 : model.amountCents), isHeadline: true },
    { label: 'From', text: model.patient.name },
    { label: 'Account', text: standing(model) },
  ]);
  flow.space(14);
  if (model.lines.length > 0) {
    flow.text('WHAT WAS PAID FOR', TEXT.label, { role: 'H2' });
    flow.space(3);
    table(flow, { columns: LINE_COLUMNS, rows: model.lines.map(lineCells) });
    flow.space(14);
  }
  flow.text('HOW IT WAS PAID', TEXT.label, { role: 'H2' });
  flow.space(3);
  table(flow, { columns: TENDER_COLUMNS, rows: model.tenders.map(tenderCells) });
  flow.space(8);
  totals(flow, totalRows(model), stampOf(model));
  if (!model.voidedOn && model.lines.some((line) => line.isHsaFsaEligible)) {
    flow.space(14);
    flow.text(HEALTH_ACCOUNT_NOTE, TEXT.small);
  }
  flow.footers(practiceFoot(model.practice, title));
  return builder.finish();
}

const voidNote = (voidedOn: string): string =>
  `This receipt is void. The payment was entered in error and was taken back on ${printDay(voidedOn)}: nothing was received, and what is listed below is not paid by it.`;

function stampOf(model: ReceiptModel): string | undefined {
  if (model.voidedOn) return 'Void';
  return isPaidInFull(model) ? 'Paid in full' : undefined;
}

const isPaidInFull = (model: ReceiptModel): boolean =>
  model.lines.length > 0 && model.balanceCents === 0 && model.amountCents > 0;

function standing(model: ReceiptModel): string {
  if (model.voidedOn) return 'Void';
  if (isPaidInFull(model)) return 'Paid in full';
  return model.lines.length === 0 ? 'Kept as a credit' : `${printCents(model.balanceCents)} left to pay`;
}

function headFacts(model: ReceiptModel) {
  return [
    { label: 'Number', text: model.number },
    { label: 'Paid on', text: printDay(model.paidOn) },
    ...(model.invoiceNumber ? [{ label: 'Invoice', text: model.invoiceNumber }] : []),
    ...replacesFact(model),
  ];
}

const LINE_COLUMNS: readonly Column[] = [
  { title: 'Date of service', share: 72 },
  { title: 'Service', share: 150 },
  { title: 'Provider', share: 104 },
  { title: 'Charge', share: 54, align: 'right' },
  { title: 'Adjusted', share: 54, align: 'right' },
  { title: 'Paid before', share: 56, align: 'right' },
  { title: 'Paid now', share: 54, align: 'right' },
  { title: 'Balance', share: 54, align: 'right' },
];

const lineCells = (line: ReceiptLine): Cell[] => [
  { text: printDay(line.dateOfService) },
  { text: line.description, note: line.isHsaFsaEligible ? 'HSA/FSA' : undefined },
  { text: line.providerName },
  { text: printCents(line.chargeCents) },
  { text: printReduction(line.adjustmentCents) },
  { text: line.paidBeforeCents === 0 ? '–' : printCents(line.paidBeforeCents) },
  { text: printCents(line.paidNowCents), isStrong: true },
  { text: printCents(line.balanceCents) },
];

const TENDER_COLUMNS: readonly Column[] = [
  { title: 'Paid with', share: 220 },
  { title: 'Reference', share: 280 },
  { title: 'Amount', share: 88, align: 'right' },
];

const tenderCells = (tender: ReceiptTender): Cell[] => [
  { text: tender.label },
  { text: [tender.reference, handedOver(tender)].filter(Boolean).join(', ') },
  { text: printCents(tender.amountCents) },
];

const handedOver = ({ tenderedCents }: ReceiptTender): string =>
  tenderedCents === undefined ? '' : `${printCents(tenderedCents)} handed over`;

function totalRows(model: ReceiptModel): TotalRow[] {
  return [
    { label: model.voidedOn ? 'Entered in error' : 'Received', amount: printCents(model.amountCents), isGrand: true },
    ...(model.changeCents > 0 ? [{ label: 'Change given', amount: printCents(model.changeCents) }] : []),
    ...(model.creditCents > 0 ? [{ label: 'Kept as a credit', amount: printCents(model.creditCents) }] : []),
    ...(model.lines.length > 0 && !model.voidedOn
      ? [{ label: 'Balance left', amount: printCents(model.balanceCents) }]
      : []),
  ];
}
