import { Temporal } from 'temporal-polyfill';
import {
  type AgreementClause,
  type AgreementContent,
  type AgreementDisclosures,
  formatRate,
} from '../../../domain/plans/plan-agreement';
import type { IssueFacts } from '../issuing/document-file';
import type { PlanAgreementContent } from '../models/plan-agreement.model';
import { fieldColumns, panel, totals } from './blocks';
import { Flow } from './flow';
import { letterhead } from './letterhead';
import { PdfBuilder } from './pdf-builder';
import { practiceFoot, printCents, printDay, printPhone, replacesFact } from './print';
import { signatureLine } from './signatures';
import { type Cell, type Column, table } from './table';
import { TEXT } from './theme';

const METHODS: Readonly<Record<string, string>> = {
  paper: 'on paper',
  in_person: 'in person, on the clinic’s screen',
  electronic: 'electronically',
};

/**
 * Prints the agreement of a payment plan. The same model always gives the same bytes. The federal disclosures stand
 * together and apart from everything else, the rate and the finance charge above the others (12 CFR 1026.17(a)).
 * @returns a tagged PDF without active content
 */
export async function renderPlanAgreement(model: PlanAgreementContent & IssueFacts): Promise<Uint8Array> {
  const { agreement, practice } = model;
  const title = `Payment plan ${model.number}`;
  const builder = await PdfBuilder.create({
    title,
    author: practice.legalName,
    createdAt: Temporal.Instant.from(model.issuedAt),
  });
  const flow = new Flow(builder, `${title}   ·   ${agreement.patientName}   ·   continued`);
  letterhead(flow, { practice, kind: 'Payment plan agreement', facts: headFacts(model) });
  fieldColumns(flow, parties(agreement));
  flow.space(14);
  if (agreement.truthInLending) figures(flow, agreement.truthInLending);
  schedule(flow, agreement);
  const isLong = agreement.truthInLending !== null;
  if (isLong) {
    clauses(flow, agreement, ({ isDisclosure }) => isDisclosure);
    flow.rule(10, 10);
  }
  heading(flow, 'WHAT IS AGREED');
  clauses(flow, agreement, ({ isDisclosure }) => !isLong || !isDisclosure);
  if (agreement.holderNotice) clause(flow, 'NOTICE', agreement.holderNotice);
  signed(flow, model);
  flow.footers(practiceFoot(practice, title));
  return builder.finish();
}

function headFacts(model: PlanAgreementContent & IssueFacts) {
  return [
    { label: 'Plan', text: model.number },
    ...(model.planVersion > 1 ? [{ label: 'Schedule', text: String(model.planVersion) }] : []),
    { label: 'Issued on', text: printDay(model.issuedOn) },
    ...replacesFact(model),
  ];
}

function heading(flow: Flow, text: string): void {
  flow.ensure(TEXT.label.leading + TEXT.strong.leading + TEXT.body.leading * 3);
  flow.text(text, TEXT.label, { role: 'H2' });
  flow.space(3);
}

function clause(flow: Flow, about: string, text: string): void {
  flow.space(4);
  // A heading never stands alone at the foot of a page.
  flow.ensure(TEXT.strong.leading + TEXT.body.leading * 2);
  flow.text(about, TEXT.strong, { role: 'H2' });
  flow.text(text, TEXT.body);
}

function clauses(flow: Flow, { clauses: all }: AgreementContent, isWanted: (clause: AgreementClause) => boolean): void {
  for (const { heading: about, text } of all.filter(isWanted)) clause(flow, about, text);
}

function schedule(flow: Flow, agreement: AgreementContent): void {
  heading(flow, 'WHEN EACH PAYMENT IS DUE');
  table(flow, { columns: COLUMNS, rows: rows(agreement) });
  flow.space(8);
  totals(flow, [{ label: 'In all', amount: printCents(agreement.totalCents), isGrand: true }]);
  flow.space(10);
}

function figures(flow: Flow, told: AgreementDisclosures): void {
  heading(flow, 'FEDERAL TRUTH IN LENDING DISCLOSURES');
  panel(flow, [
    { label: 'Annual percentage rate', text: formatRate(told.aprBasisPoints), isHeadline: true },
    { label: 'Finance charge', text: printCents(told.financeChargeCents), isHeadline: true },
  ]);
  flow.space(4);
  flow.text(
    'The annual percentage rate is the cost of your credit as a yearly rate; the finance charge is the dollar amount it will cost you.',
    TEXT.small,
  );
  flow.space(6);
  panel(flow, [
    { label: 'Amount financed', text: printCents(told.amountFinancedCents) },
    { label: 'Total of payments', text: printCents(told.totalOfPaymentsCents) },
    { label: 'Total sale price', text: printCents(told.totalSalePriceCents) },
  ]);
  flow.space(4);
  flow.text(
    'The amount financed is the credit given to you or on your behalf; the total of payments is what you will have paid after all ' +
      'scheduled payments; the total sale price is the total cost of your purchase on credit, the down payment included.',
    TEXT.small,
  );
  flow.space(14);
}

function parties({ creditor, patientName, bills }: AgreementContent) {
  return [
    { title: 'You', lines: [{ text: patientName, isStrong: true }] },
    {
      title: 'The clinic (creditor)',
      lines: [
        { text: creditor.name, isStrong: true },
        { text: creditor.address },
        { text: printPhone(creditor.phone) },
      ],
    },
    {
      title: 'Bills on this plan',
      lines: bills.map(({ number, amountCents }) => ({ label: number, text: printCents(amountCents) })),
    },
  ];
}

const COLUMNS: readonly Column[] = [
  { title: 'Payment', share: 120 },
  { title: 'Due', share: 120 },
  { title: 'Amount', share: 120, align: 'right' },
];

const rows = ({ downPayment, schedule }: AgreementContent): Cell[][] => [
  ...(downPayment ? [row('Down payment', downPayment)] : []),
  ...schedule.map((part) => row(`Installment ${part.number} of ${schedule.length}`, part)),
];

const row = (name: string, { dueOn, amountCents }: { dueOn: string; amountCents: number }): Cell[] => [
  { text: name },
  { text: printDay(dueOn) },
  { text: printCents(amountCents), isStrong: true },
];

function signed(flow: Flow, { signature, agreement, agreementSha256 }: PlanAgreementContent): void {
  flow.space(14);
  if (signature) {
    const how = METHODS[signature.method] ?? signature.method;
    clause(flow, 'Signed', `By ${signature.signedName}, ${how}, on ${printDay(signature.signedOn)}.`);
  } else {
    flow.text('I have read this agreement and was given a copy of it before I signed.', TEXT.body);
    signatureLine(flow, `Signature of ${agreement.patientName}`);
  }
  flow.space(6);
  flow.text(`Text ${agreement.textVersion}, SHA-256 ${agreementSha256}`, TEXT.small);
}
