import { Temporal } from 'temporal-polyfill';
import type { EstimateLine, EstimateModel } from '../models/estimate.model';
import { fieldColumns, panel, totals, type TotalRow } from './blocks';
import { Flow } from './flow';
import { letterhead } from './letterhead';
import { PdfBuilder } from './pdf-builder';
import { addressLines, practiceFoot, printCents, printDay, printEin } from './print';
import { table, type Cell, type Column } from './table';
import { TEXT } from './theme';

/** What every estimate has to tell (45 CFR 149.610(c)(1)(vii)-(xi)), in our own words. */
const NOTICES: readonly (readonly [string, string])[] = [
  [
    'This is an estimate.',
    'It shows what is reasonably expected today. The services you receive, and what you are charged for them, may differ.',
  ],
  [
    'Other services may be recommended.',
    'As part of your care you may be advised to have services that are scheduled or asked for separately and are not listed here. ' +
      'Ask for an estimate of them when they are; each provider gives their own.',
  ],
  [
    'You may dispute a bill that is much higher.',
    'If this provider bills you at least $400.00 more than the total shown here, you may start a patient-provider dispute within ' +
      '120 calendar days of the first bill. You may also ask the provider first to bring the bill in line, or whether there is ' +
      'financial assistance. The dispute process costs $25.00, which is taken off the bill when it is decided in your favor. ' +
      'How to start: www.cms.gov/nosurprises or 1-800-985-3059. Starting a dispute does not change the quality of the care ' +
      'you are given.',
  ],
  [
    'This is not a contract.',
    'It does not oblige you to receive any of these services from this provider, nor to come back.',
  ],
  ['Keep it.', 'You may need it if you are billed more. A copy is yours for the asking for six years.'],
];

/**
 * Prints a Good Faith Estimate. The same model always gives the same bytes.
 * @returns a tagged PDF without active content
 */
export async function renderEstimate(model: EstimateModel): Promise<Uint8Array> {
  const title = `Good Faith Estimate ${model.number}`;
  const builder = await PdfBuilder.create({
    title,
    author: model.practice.legalName,
    createdAt: Temporal.Instant.from(model.issuedAt),
  });
  const flow = new Flow(builder, `${title}   ·   ${model.patient.name}   ·   continued`);
  letterhead(flow, { practice: model.practice, kind: 'Good Faith Estimate', facts: headFacts(model) });
  panel(flow, [
    { label: 'Expected charges', text: range(model.totalMinCents, model.totalMaxCents), isHeadline: true },
    { label: 'For care from', text: `${printDay(model.startsOn)} to ${printDay(model.endsOn)}` },
  ]);
  flow.space(14);
  fieldColumns(flow, parties(model));
  flow.space(14);
  flow.text('WHAT IS EXPECTED, ALL FROM THIS PROVIDER', TEXT.label, { role: 'H2' });
  flow.space(3);
  table(flow, { columns: COLUMNS, rows: model.lines.map(cells) });
  flow.space(8);
  totals(flow, sums(model));
  flow.space(14);
  flow.text('WHAT YOU SHOULD KNOW', TEXT.label, { role: 'H2' });
  for (const [heading, text] of NOTICES) {
    flow.space(4);
    flow.text(heading, TEXT.strong, { role: 'H2' });
    flow.text(text, TEXT.body);
  }
  flow.footers(practiceFoot(model.practice, title));
  return builder.finish();
}

const sums = ({ totalMinCents: least, totalMaxCents: most }: EstimateModel): TotalRow[] => [
  ...(least === most ? [] : [{ label: 'At least', amount: printCents(least) }]),
  { label: least === most ? 'In all' : 'At most', amount: printCents(most), isGrand: true },
];

const range = (least: number, most: number): string =>
  least === most ? printCents(most) : `${printCents(least)} to ${printCents(most)}`;

const times = (least: number, most: number): string => (least === most ? String(most) : `${least} to ${most}`);

function headFacts(model: EstimateModel) {
  return [
    { label: 'Number', text: model.number },
    ...(model.version > 1 ? [{ label: 'Version', text: String(model.version) }] : []),
    { label: 'Issued on', text: printDay(model.issuedOn) },
  ];
}

function parties({ patient, provider, practice, diagnoses, scheduledFor }: EstimateModel) {
  return [
    {
      title: 'Patient',
      lines: [
        { text: patient.name, isStrong: true },
        { label: 'Born', text: printDay(patient.dateOfBirth) },
      ],
    },
    {
      title: 'Provider',
      lines: [
        { text: provider.name, isStrong: true },
        { label: 'NPI', text: provider.npi },
        { label: 'TIN', text: printEin(practice.ein) },
        ...addressLines(practice.address).map((text) => ({ text })),
      ],
    },
    {
      title: 'Care',
      lines: [
        { label: 'Diagnosis', text: diagnoses.length > 0 ? diagnoses.join(', ') : 'none established yet' },
        { label: 'Scheduled', text: scheduledFor ? printDay(scheduledFor) : 'not scheduled yet' },
      ],
    },
  ];
}

const COLUMNS: readonly Column[] = [
  { title: 'Service', share: 200 },
  { title: 'Codes', share: 90 },
  { title: 'Times', share: 60, align: 'right' },
  { title: 'Each', share: 80, align: 'right' },
  { title: 'Expected', share: 150, align: 'right' },
];

const cells = (line: EstimateLine): Cell[] => [
  { text: line.description },
  { text: line.codes.length > 0 ? line.codes.join(', ') : '–' },
  { text: times(line.quantityMin, line.quantityMax) },
  { text: printCents(line.unitPriceCents) },
  { text: range(line.amountMinCents, line.amountMaxCents), isStrong: true },
];
