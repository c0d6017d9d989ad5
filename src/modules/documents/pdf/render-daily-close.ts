import { Temporal } from 'temporal-polyfill';
import type { DailyCloseDrawer, DailyCloseModel, DailyCloseTender } from '../models/daily-close.model';
import { panel, totals } from './blocks';
import { Flow } from './flow';
import { letterhead } from './letterhead';
import { PdfBuilder } from './pdf-builder';
import { practiceFoot, printCents, printDay } from './print';
import { table, type Cell, type Column } from './table';
import { TEXT } from './theme';

const TENDER_NAMES: Readonly<Record<string, string>> = {
  cash: 'Cash',
  check: 'Checks',
  venmo: 'Venmo',
  external_card: 'Clinic terminal',
  hsa_fsa_card: 'HSA/FSA card on the terminal',
  card_on_file: 'Card on file',
  hosted_checkout: 'Card page',
  card: 'Card',
};

const tenderName = (tender: string): string => TENDER_NAMES[tender] ?? tender;

/**
 * Prints a closed business day: each means of paying against what was counted, each person, each drawer, and the hash
 * that links the close to the one before.
 * @returns a tagged PDF without active content
 */
export async function renderDailyClose(model: DailyCloseModel): Promise<Uint8Array> {
  const title = `Daily close ${model.number}`;
  const builder = await PdfBuilder.create({
    title,
    author: model.practice.legalName,
    createdAt: Temporal.Instant.from(model.closedAt),
  });
  const flow = new Flow(builder, `${title}   ·   continued`);
  letterhead(flow, { practice: model.practice, kind: 'Daily close', facts: headFacts(model) });
  panel(flow, [
    { label: 'Taken less returned', text: printCents(sum(model.tenders, 'systemCents')), isHeadline: true },
    { label: 'Location', text: model.location.name },
    { label: 'Closed by', text: model.closedBy },
  ]);
  section(flow, 'By means of paying', { columns: TENDER_COLUMNS, rows: model.tenders.map(tenderCells) });
  section(flow, 'By person', { columns: LINE_COLUMNS, rows: model.lines.map(lineCells) });
  section(flow, 'Cash drawers', { columns: DRAWER_COLUMNS, rows: model.drawers.map(drawerCells) });
  flow.space(8);
  totals(flow, [
    { label: 'Deposited', amount: printCents(sum(model.drawers, 'depositCents')) },
    { label: 'Over or short', amount: printCents(sum(model.drawers, 'overShortCents')) },
    { label: 'Cash outside drawers', amount: printCents(model.outsideCash.totalCents), isGrand: true },
  ]);
  flow.space(14);
  flow.text(`Covers ${model.entryCount} journal entries. SHA-256 ${model.hash}`, TEXT.small);
  flow.footers(practiceFoot(model.practice, title));
  return builder.finish();
}

function sum<Key extends string>(rows: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return rows.reduce((total, row) => total + row[key], 0);
}

function headFacts(model: DailyCloseModel) {
  return [
    { label: 'Number', text: model.number },
    { label: 'Business day', text: printDay(model.businessDate) },
    ...(model.coversFrom === model.businessDate ? [] : [{ label: 'Covers from', text: printDay(model.coversFrom) }]),
    ...(model.replaces ? [{ label: 'Replaces', text: model.replaces }] : []),
  ];
}

function section(flow: Flow, title: string, spec: Parameters<typeof table>[1]): void {
  if (spec.rows.length === 0) return;
  flow.space(14);
  flow.text(title.toUpperCase(), TEXT.label, { role: 'H2' });
  flow.space(3);
  table(flow, spec);
}

const TENDER_COLUMNS: readonly Column[] = [
  { title: 'Means', share: 120 },
  { title: 'Books', share: 80, align: 'right' },
  { title: 'Counted', share: 80, align: 'right' },
  { title: 'Difference', share: 80, align: 'right' },
  { title: 'Reason', share: 200 },
];

const tenderCells = (row: DailyCloseTender): Cell[] => [
  { text: tenderName(row.tender), note: row.count === null ? undefined : `${row.count} pieces` },
  { text: printCents(row.systemCents) },
  { text: row.countedCents === null ? 'not counted' : printCents(row.countedCents) },
  {
    text: row.differenceCents === null ? '–' : printCents(row.differenceCents),
    isStrong: Boolean(row.differenceCents),
  },
  { text: row.reason ?? '' },
];

const LINE_COLUMNS: readonly Column[] = [
  { title: 'Person', share: 220 },
  { title: 'Means', share: 140 },
  { title: 'Taken', share: 80, align: 'right' },
  { title: 'Returned', share: 80, align: 'right' },
  { title: 'Net', share: 80, align: 'right' },
];

const lineCells = (line: DailyCloseModel['lines'][number]): Cell[] => [
  { text: line.user },
  { text: tenderName(line.tender) },
  { text: printCents(line.takenCents) },
  { text: printCents(line.returnedCents) },
  { text: printCents(line.netCents), isStrong: true },
];

const DRAWER_COLUMNS: readonly Column[] = [
  { title: 'Drawer', share: 110 },
  { title: 'Opened', share: 70 },
  { title: 'Float', share: 64, align: 'right' },
  { title: 'Expected', share: 64, align: 'right' },
  { title: 'Counted', share: 64, align: 'right' },
  { title: 'Over/short', share: 64, align: 'right' },
  { title: 'Deposit', share: 64, align: 'right' },
  { title: 'Left', share: 64, align: 'right' },
];

const drawerCells = (row: DailyCloseDrawer): Cell[] => [
  { text: row.drawer, note: row.reason ?? undefined },
  { text: printDay(row.openedOn) },
  { text: printCents(row.openFloatCents) },
  { text: printCents(row.expectedCents) },
  { text: printCents(row.countedCents) },
  { text: printCents(row.overShortCents), isStrong: row.overShortCents !== 0 },
  { text: printCents(row.depositCents) },
  { text: printCents(row.nextFloatCents) },
];
