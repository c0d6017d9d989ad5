import { Temporal } from 'temporal-polyfill';
import { claimDeadline } from '../../domain/claims/claim-deadline';
import { nextClaimState } from '../../domain/claims/claim-state';
import { isPutOnPatient } from '../../domain/claims/disposition';
import { isDrugCode } from '../../domain/claims/esketamine';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { FindingView, GateView } from '../../modules/claims/claim-checks.view';
import type { ClaimChain } from '../../modules/claims/claim-chain.reader';
import type { ClaimView } from '../../modules/claims/claim.view';
import type { PatientHead } from '../ui/patient-head';
import type { Definition } from '../ui/layout';
import { formatDate } from '../ui/text';
import type { ClaimLineShown } from './claim-parts';
import type { FindingShown, GateShown } from './claim-gates';
import type { ClaimDeedLink, ClaimPageProps, ClaimShown } from './claim.page';
import { adjustmentWords, CLAIM_WORDS, eventWords, FREQUENCY_WORDS, GATE_WORDS, gateHref } from './claim-words';
import type { ClaimRowShown } from './claims.page';

/** A filing date is told at the head of the page when it comes this near; an appeal's always is. */
const SOON_DAYS = 30;

/** A claim that has not left yet, or came back untouched: its gates still matter. */
export const isUnsent = ({ status }: ClaimView): boolean => nextClaimState(status, 'pass_checks') !== undefined;

/** A claim on a list, with what it waits for. */
export const toClaimRow = (view: ClaimView, patient: PatientHead): ClaimRowShown => ({
  id: view.id,
  controlNumber: view.controlNumber,
  patient,
  payerName: view.payerName,
  on: parseBusinessDate(view.dateOfService),
  state: CLAIM_WORDS[view.status],
  missing: isUnsent(view) ? view.missing.map((gate) => ({ what: GATE_WORDS[gate], href: gateHref(gate, view) })) : [],
  total: Money.cents(view.totalCents),
  open: Money.cents(view.openCents),
});

/** What runs out for a claim, in words. */
export function deadlineOf(view: ClaimView, today: BusinessDate): ClaimShown['deadline'] {
  const deadline = claimDeadline({
    status: view.status,
    filingDueOn: parseBusinessDate(view.filingDueOn),
    appealDueOn: view.appealDueOn === null ? undefined : parseBusinessDate(view.appealDueOn),
  });
  if (!deadline) return undefined;
  const isOver = compareDates(deadline.on, today) < 0;
  const what = deadline.for === 'appeal' ? 'appeal' : 'file it';
  return {
    words: isOver
      ? `The last day to ${what} was ${formatDate(deadline.on)}.`
      : `The last day to ${what} is ${formatDate(deadline.on)}.`,
    isOver,
    isSoon: deadline.for === 'appeal' || compareDates(deadline.on, today.add({ days: SOON_DAYS })) <= 0,
  };
}

export const toClaimShown = (view: ClaimView, today: BusinessDate): ClaimShown => ({
  id: view.id,
  controlNumber: view.controlNumber,
  state: CLAIM_WORDS[view.status],
  payerName: view.payerName,
  on: parseBusinessDate(view.dateOfService),
  billed: Money.cents(view.totalCents),
  paid: Money.cents(view.paidCents),
  contractual: Money.cents(view.contractualCents),
  patientShare: Money.cents(view.patientCents),
  open: Money.cents(view.openCents),
  waitingWriteOff: view.pendingWriteOff ? Money.cents(view.pendingWriteOff.amountCents) : undefined,
  deadline: deadlineOf(view, today),
});

/** What a claim's page shows of the claim itself. */
export function claimParts(
  view: ClaimView,
): Pick<ClaimPageProps, 'facts' | 'lines' | 'gates' | 'reasons' | 'remarks' | 'history'> {
  return {
    facts: factsOf(view),
    lines: view.lines.map(toLine),
    gates: isUnsent(view) ? view.gates.map((gate) => toGate(gate, view)) : undefined,
    reasons: view.adjustments.map(({ group, reason, amountCents }) => ({
      code: `${group} ${reason}`,
      words: adjustmentWords({ group, reason }),
      amount: Money.cents(amountCents),
    })),
    remarks: view.remarkCodes,
    history: view.history
      .map(({ event, note, recordedAt }, index) => ({
        key: String(index),
        what: eventWords(event),
        note: note ?? undefined,
        at: Temporal.Instant.from(recordedAt),
      }))
      .toReversed(),
  };
}

const ALONE = { mayFollow: false, mayRelease: false };

/** What the state of a claim lets be done about it, whoever may. */
export function deedsOf(
  view: ClaimView,
  may: { readonly work: boolean; readonly giveUp: boolean },
  { mayFollow, mayRelease }: Pick<ClaimChain, 'mayFollow' | 'mayRelease'> = ALONE,
): ClaimDeedLink[] {
  const can = (event: Parameters<typeof nextClaimState>[1]): boolean =>
    nextClaimState(view.status, event) !== undefined;
  const isOpen = view.openCents > 0;
  const deeds: readonly (ClaimDeedLink & { readonly isOffered: boolean })[] = [
    {
      path: 'write-off',
      label: 'Give it up',
      isQuiet: true,
      isOffered: may.giveUp && can('write_off') && isOpen && view.pendingWriteOff === null,
    },
    {
      path: 'withdraw',
      label: 'Withdraw',
      isQuiet: true,
      isOffered: may.work && can('replace') && view.payerClaimNumber !== null,
    },
    {
      path: 'correct',
      label: 'Correct',
      isQuiet: false,
      isOffered: may.work && can('replace') && view.payerClaimNumber !== null,
    },
    {
      path: 'release',
      label: 'Leave it to the patient',
      isQuiet: true,
      isOffered: may.work && can('release') && mayRelease,
    },
    { path: 'next-plan', label: 'Ask the next plan', isQuiet: false, isOffered: may.work && mayFollow },
    { path: 'copay', label: 'Manufacturer pays', isQuiet: false, isOffered: may.work && mayCopay(view) },
    {
      path: 'self-pay',
      label: 'Bill the patient',
      isQuiet: false,
      isOffered: may.work && can('convert') && isOpen && view.adjustments.some(isPutOnPatient),
    },
    { path: 'appeal', label: 'Appeal', isQuiet: false, isOffered: may.work && can('appeal') },
  ];
  return deeds.filter(({ isOffered }) => isOffered).map(({ isOffered: _, ...deed }) => deed);
}

/** The savings program takes over of the patient's share of the drug's own line. */
const mayCopay = ({ lines }: ClaimView): boolean =>
  lines.some(
    ({ procedureCode, patientCents }) => procedureCode !== null && isDrugCode(procedureCode) && patientCents > 0,
  );

export const toFinding = ({ message, source, severity }: FindingView): FindingShown => ({
  message,
  source,
  isError: severity === 'error',
});

const toGate = ({ gate, isMet, isBlocking, detail }: GateView, view: ClaimView): GateShown => ({
  name: GATE_WORDS[gate],
  isMet,
  isBlocking,
  detail,
  href: gateHref(gate, view),
});

const toLine = (line: ClaimView['lines'][number]): ClaimLineShown => ({
  key: line.controlNumber,
  code: [line.procedureCode ?? 'No code', ...line.modifiers].join(' '),
  note: [
    line.controlNumber,
    line.units === null ? undefined : `${line.units} ${line.units === 1 ? 'unit' : 'units'}`,
    line.doseMg === null ? undefined : `${line.doseMg} mg`,
  ]
    .filter(Boolean)
    .join(', '),
  billed: Money.cents(line.amountCents),
  paid: Money.cents(line.paidCents),
  contractual: Money.cents(line.contractualCents),
  patient: Money.cents(line.patientCents),
  open: Money.cents(line.openCents),
});

function factsOf(view: ClaimView): Definition[] {
  const day = (on: string | null) => (on === null ? undefined : formatDate(parseBusinessDate(on)));
  return [
    { term: 'Kind', value: FREQUENCY_WORDS[view.frequency] },
    { term: 'Payer', value: `${view.payerName} (${view.payerId})` },
    { term: 'Payer’s number', value: view.payerClaimNumber ?? undefined },
    { term: 'To be filed by', value: day(view.filingDueOn) },
    { term: 'Appeal by', value: day(view.appealDueOn) },
  ].flatMap(({ term, value }) => (value === undefined ? [] : [{ term, value }]));
}
