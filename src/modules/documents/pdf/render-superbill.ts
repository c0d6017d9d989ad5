import { Temporal } from 'temporal-polyfill';
import type { SuperbillLine, SuperbillModel, SuperbillPayment } from '../models/superbill.model';
import { fieldColumns, inlineFields, totals, type FieldGroup } from './blocks';
import { Flow } from './flow';
import { letterhead } from './letterhead';
import { PdfBuilder } from './pdf-builder';
import { addressLines, practiceFoot, printCents, printDay, printReduction, printTenders, replacesFact } from './print';
import { signatures } from './signatures';
import { table, type Cell, type Column } from './table';
import { TEXT } from './theme';

const NOT_A_CLAIM =
  'This is not a claim, and no claim has been sent to your plan for these services. Send this page to your plan to ask for ' +
  'reimbursement. Your plan alone decides whether and how much it pays; the practice does not accept assignment of benefits.';
const HSA_FSA_NOTE =
  'If your plan pays you back for an amount you paid from an HSA or FSA, you may have to return that money to the account.';
const ATTESTATION =
  'The services listed were given on the dates shown, and the charges and payments are those in the practice’s books.';

/**
 * Prints a superbill (every element of DOMAIN.md §4.1). The same model always gives the same bytes.
 * @returns a tagged PDF without active content
 */
export async function renderSuperbill(model: SuperbillModel): Promise<Uint8Array> {
  const title = `Superbill ${model.number}`;
  const builder = await PdfBuilder.create({
    title: `${title} version ${model.version}`,
    author: model.practice.legalName,
    createdAt: Temporal.Instant.from(model.issuedAt),
  });
  const flow = new Flow(builder, `${title}, version ${model.version}   ·   ${model.patient.name}   ·   continued`);
  letterhead(flow, { practice: model.practice, kind: 'Superbill', facts: headFacts(model) });
  fieldColumns(flow, parties(model));
  flow.space(12);
  diagnoses(flow, model);
  table(flow, { columns: COLUMNS, rows: model.lines.map((line) => lineCells(model, line)) });
  flow.space(8);
  totals(flow, totalRows(model), standingOf(model));
  flow.space(12);
  payments(flow, model);
  signatures(flow, { statement: ATTESTATION, providers: model.providers });
  flow.space(8);
  flow.text(NOT_A_CLAIM, TEXT.small);
  flow.space(3);
  flow.text(HSA_FSA_NOTE, TEXT.small);
  flow.footers(practiceFoot(model.practice, `${title}, version ${model.version}`));
  return builder.finish();
}

function headFacts(model: SuperbillModel) {
  return [
    { label: 'Number', text: model.number },
    { label: 'Version', text: String(model.version) },
    { label: 'Issued', text: printDay(model.issuedOn) },
    ...replacesFact(model),
  ];
}

/** The patient, who gave the care, and where; numbered when there is more than one, so that lines can name them. */
function parties(model: SuperbillModel): FieldGroup[] {
  const { patient, providers, locations } = model;
  const numbered = (title: string, index: number, count: number) => (count > 1 ? `${title} ${index + 1}` : title);
  return [
    {
      title: 'Patient',
      lines: [
        { text: patient.name, isStrong: true },
        { label: 'Born', text: printDay(patient.dateOfBirth) },
        ...(patient.address ? addressLines(patient.address).map((text) => ({ text })) : []),
        ...(patient.plan
          ? [
              { label: 'Plan', text: patient.plan.payerName },
              { label: 'Member ID', text: patient.plan.memberId },
            ]
          : []),
      ],
    },
    ...providers.map((provider, index) => ({
      title: numbered('Rendering provider', index, providers.length),
      lines: [
        { text: `${provider.name}, ${provider.credentials}`, isStrong: true },
        { label: 'NPI', text: provider.npi },
        { label: 'License', text: `${provider.licenseState} ${provider.licenseNumber}` },
      ],
    })),
    ...locations.map((location, index) => ({
      title: numbered('Service location', index, locations.length),
      lines: [{ text: location.name, isStrong: true }, ...addressLines(location.address).map((text) => ({ text }))],
    })),
  ];
}

function diagnoses(flow: Flow, model: SuperbillModel): void {
  if (model.diagnoses.length === 0) return;
  const fields = model.diagnoses.map(({ pointer, code, description }) => ({
    label: pointer,
    text: description ? `${code} ${description}` : code,
  }));
  inlineFields(flow, 'Diagnoses (ICD-10-CM)', fields);
  flow.space(8);
}

const COLUMNS: readonly Column[] = [
  { title: 'Date of service', share: 68 },
  { title: 'POS', share: 28 },
  { title: 'Service', share: 122 },
  { title: 'Code', share: 54 },
  { title: 'Dx', share: 34 },
  { title: 'Units', share: 30, align: 'right' },
  { title: 'Charge', share: 56, align: 'right' },
  { title: 'Adjusted', share: 56, align: 'right' },
  { title: 'Paid', share: 56, align: 'right' },
  { title: 'Balance', share: 56, align: 'right' },
];

function lineCells(model: SuperbillModel, line: SuperbillLine): Cell[] {
  const notes = [
    ...(model.providers.length > 1 ? [`Provider ${line.provider + 1}`] : []),
    ...(model.locations.length > 1 ? [`Location ${line.location + 1}`] : []),
  ];
  const reductions = line.adjustments.map(({ label, amountCents }) => `${label} ${printCents(-amountCents)}`);
  return [
    { text: printDay(line.dateOfService) },
    { text: line.placeOfService },
    { text: line.description, note: [notes.join(', '), ...reductions].filter(Boolean).join('\n') || undefined },
    { text: [line.procedureCode, ...line.modifiers].join(' '), isStrong: true },
    { text: line.diagnosisPointers.join(', ') },
    { text: String(line.units) },
    { text: printCents(line.chargeCents) },
    { text: printReduction(line.adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0)) },
    { text: printCents(line.paidCents) },
    { text: printCents(line.balanceCents) },
  ];
}

/** Nothing is said to be paid in full while a bank may still take it back. */
function standingOf(model: SuperbillModel): string | undefined {
  if (model.payments.some(({ isDisputed }) => isDisputed)) return 'Payment disputed';
  return isPaidInFull(model) ? 'Paid in full' : undefined;
}

const isPaidInFull = ({ totals: sums }: SuperbillModel): boolean => sums.balanceCents === 0 && sums.paidCents > 0;

function totalRows({ totals: sums }: SuperbillModel) {
  return [
    { label: 'Charges', amount: printCents(sums.chargeCents) },
    ...(sums.adjustmentCents === 0 ? [] : [{ label: 'Adjustments', amount: printCents(-sums.adjustmentCents) }]),
    { label: 'Paid', amount: printCents(sums.paidCents) },
    {
      label: 'Balance',
      amount: printCents(sums.balanceCents),
      isGrand: true,
    },
  ];
}

function payments(flow: Flow, model: SuperbillModel): void {
  if (model.payments.length === 0) return;
  flow.text('PAYMENTS', TEXT.label, { role: 'H2' });
  flow.space(3);
  table(flow, {
    columns: [
      { title: 'Paid on', share: 62 },
      { title: 'Paid with', share: 402 },
      { title: 'Toward these services', share: 96, align: 'right' },
    ],
    rows: model.payments.map((payment) => [
      { text: printDay(payment.paidOn) },
      { text: printTenders(payment.tenders), note: paymentNote(payment) },
      { text: printCents(payment.appliedCents) },
    ]),
  });
}

/** DOMAIN.md §13 S5: whoever reimburses the patient should know that the money may still go back. */
const PAYMENT_DISPUTED = 'Payment disputed: the bank has not decided yet whether it stands';

function paymentNote({ creditedCents, isDisputed }: SuperbillPayment): string | undefined {
  const notes = [
    ...(creditedCents ? [`${printCents(creditedCents)} of it credited to the patient after an adjustment`] : []),
    ...(isDisputed ? [PAYMENT_DISPUTED] : []),
  ];
  return notes.length > 0 ? notes.join('\n') : undefined;
}
