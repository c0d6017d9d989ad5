import { Temporal } from 'temporal-polyfill';
import type { DisputeEvidenceModel, EvidencePaper } from '../models/dispute-evidence.model';
import { fieldColumns, panel } from './blocks';
import { Flow } from './flow';
import { letterhead } from './letterhead';
import { PdfBuilder } from './pdf-builder';
import { practiceFoot, printCents, printDay } from './print';
import { table, type Cell, type Column } from './table';
import { TEXT } from './theme';

const TITLE = 'Payment evidence';

const PRIVACY_NOTE =
  'This pack proves the payment. Whom it was for and what was provided is left out on purpose. The papers listed here are kept ' +
  'at the practice.';

/**
 * Prints the evidence pack of a disputed payment for the cardholder's bank. The same model always gives the same bytes.
 * @returns a tagged PDF without active content
 */
export async function renderDisputeEvidence(model: DisputeEvidenceModel): Promise<Uint8Array> {
  const { payment, practice } = model;
  const builder = await PdfBuilder.create({
    title: `${TITLE} ${model.caseNumber}`,
    author: practice.legalName,
    createdAt: Temporal.Instant.from(model.openedAt),
  });
  const flow = new Flow(builder, `${TITLE}   ·   ${model.caseNumber}   ·   continued`);
  letterhead(flow, { practice, kind: TITLE, facts: headFacts(model) });
  panel(flow, [
    { label: 'Amount in dispute', text: printCents(model.disputedCents), isHeadline: true },
    { label: 'Card', text: payment.card },
    { label: 'Paid on', text: printDay(payment.paidOn) },
  ]);
  flow.space(14);
  fieldColumns(flow, [
    { title: 'What the bank says', lines: [{ text: model.reason, isStrong: true }] },
    { title: 'How the card was given', lines: [{ text: payment.taken }] },
    { title: 'What was paid', lines: paidLines(model) },
  ]);
  flow.space(14);
  if (model.papers.length > 0) {
    flow.text('PAPERS OF THIS PAYMENT', TEXT.label, { role: 'H2' });
    flow.space(3);
    table(flow, { columns: PAPER_COLUMNS, rows: model.papers.map(paperCells) });
    flow.space(14);
  }
  flow.text(PRIVACY_NOTE, TEXT.small);
  flow.footers(practiceFoot(practice, TITLE));
  return builder.finish();
}

const headFacts = ({ caseNumber, openedOn, dueOn }: DisputeEvidenceModel) => [
  { label: 'Case', text: caseNumber },
  { label: 'Opened on', text: printDay(openedOn) },
  ...(dueOn ? [{ label: 'Evidence due', text: printDay(dueOn) }] : []),
];

const paidLines = ({ payment }: DisputeEvidenceModel) => [
  { text: printCents(payment.amountCents), isStrong: true },
  ...(payment.invoiceNumber ? [{ label: 'Invoice', text: payment.invoiceNumber }] : []),
  ...(payment.receiptNumber ? [{ label: 'Receipt', text: payment.receiptNumber }] : []),
];

const PAPER_COLUMNS: readonly Column[] = [
  { title: 'Paper', share: 260 },
  { title: 'Number', share: 200 },
  { title: 'Issued on', share: 128 },
];

const paperCells = ({ name, number, issuedOn }: EvidencePaper): Cell[] => [
  { text: name },
  { text: number },
  { text: printDay(issuedOn) },
];
