import { Temporal } from 'temporal-polyfill';
import type { HsaFsaLine, HsaFsaPackModel } from '../models/hsa-fsa-pack.model';
import { panel, totals } from './blocks';
import { Flow } from './flow';
import { letterhead } from './letterhead';
import { PdfBuilder } from './pdf-builder';
import { practiceFoot, printCents, printDay, printReduction, replacesFact } from './print';
import { type Cell, type Column, table } from './table';
import { TEXT } from './theme';

const NOTES = [
  'Every line is a service for medical care, given on the day shown and paid with HSA or FSA money. An expense belongs to ' +
    'the plan year in which the care was given, not the one in which it was paid.',
  'Keep this page with your tax papers. If a plan pays you back for an amount you paid from an HSA or FSA, you may have to ' +
    'return that money to the account.',
];

/**
 * Prints the HSA and FSA payments of a plan year with all an administrator asks for (DOMAIN.md §8). The same model always
 * gives the same bytes.
 * @returns a tagged PDF without active content
 */
export async function renderHsaFsaPack(model: HsaFsaPackModel): Promise<Uint8Array> {
  const title = `HSA/FSA payments ${model.year}`;
  const builder = await PdfBuilder.create({
    title: `${title}, ${model.number} version ${model.version}`,
    author: model.practice.legalName,
    createdAt: Temporal.Instant.from(model.issuedAt),
  });
  const flow = new Flow(builder, `${title}   ·   ${model.patient.name}   ·   continued`);
  letterhead(flow, { practice: model.practice, kind: 'HSA/FSA pack', facts: headFacts(model) });
  panel(flow, [
    { label: `HSA and FSA, ${model.year}`, text: printCents(model.totalCents), isHeadline: true },
    { label: 'Patient', text: model.patient.name },
    { label: 'Services', text: String(model.lines.length) },
  ]);
  flow.space(14);
  table(flow, { columns: COLUMNS, rows: model.lines.map(lineCells) });
  flow.space(8);
  totals(flow, [
    ...model.totals.map(({ label, amountCents }) => ({ label, amount: printCents(amountCents) })),
    { label: 'Total', amount: printCents(model.totalCents), isGrand: true },
  ]);
  flow.space(14);
  for (const note of NOTES) {
    flow.text(note, TEXT.small);
    flow.space(3);
  }
  flow.footers(practiceFoot(model.practice, title));
  return builder.finish();
}

function headFacts(model: HsaFsaPackModel) {
  return [
    { label: 'Number', text: model.number },
    { label: 'Plan year', text: String(model.year) },
    { label: 'Issued', text: printDay(model.issuedOn) },
    ...replacesFact(model),
  ];
}

const COLUMNS: readonly Column[] = [
  { title: 'Date of service', share: 66 },
  { title: 'Service', share: 122 },
  { title: 'Provider', share: 90 },
  { title: 'Paid on', share: 66 },
  { title: 'Paid with', share: 112 },
  { title: 'Paid', share: 56, align: 'right' },
  { title: 'Returned', share: 56, align: 'right' },
  { title: 'Amount', share: 58, align: 'right' },
];

const lineCells = (line: HsaFsaLine): Cell[] => [
  { text: printDay(line.dateOfService) },
  { text: line.description },
  { text: line.providerName },
  { text: printDay(line.paidOn) },
  { text: line.tender, note: line.receiptNumber && `Receipt ${line.receiptNumber}` },
  { text: printCents(line.paidCents) },
  { text: printReduction(line.returnedCents) },
  { text: printCents(line.paidCents - line.returnedCents), isStrong: true },
];
