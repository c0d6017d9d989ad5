import { Money } from '../../kernel/money';
import { formatX12Amount } from '../x12/values';
import type { ClaimAdjustment } from './claim-form';
import type { Remittance, RemittanceClaim, RemittanceLine } from './remittance';

/** An equation of an 835 that does not hold (DOMAIN.md §5.5; X12 005010X221A1 §1.10.2.1). */
export interface BalanceFailure {
  readonly rule: 'line' | 'claim_lines' | 'claim' | 'payment' | 'patient_responsibility';
  readonly position: number;
  /** For the biller, with the segment and both amounts. */
  readonly message: string;
}

const sumOf = (adjustments: readonly ClaimAdjustment[]): Money => Money.sum(adjustments.map(({ amount }) => amount));

/** Everything taken off a claim, on its lines and as a whole. */
export const allAdjustments = (claim: RemittanceClaim): readonly ClaimAdjustment[] => [
  ...claim.adjustments,
  ...claim.lines.flatMap((line) => line.adjustments),
];

/**
 * What does not add up in a remittance; a file with any of these is suspended whole, because nobody can tell which of its
 * figures is wrong: for each line charge - adjustments = paid; for each claim the same over its lines and itself, and
 * its lines charge what it does; for the payment BPR02 = claims paid - provider adjustments.
 */
export function balanceFailures(remittance: Remittance): BalanceFailure[] {
  const claims = remittance.claims.flatMap((claim) => [...claim.lines.flatMap(lineFailure), ...claimFailures(claim)]);
  const paid = Money.sum(remittance.claims.map((claim) => claim.paid));
  const adjusted = Money.sum(remittance.providerAdjustments.map(({ amount }) => amount));
  return [
    ...claims,
    ...failure('payment', 'BPR', {
      position: remittance.paymentPlace.position,
      textLine: remittance.paymentPlace.line,
      said: remittance.payment,
      computed: paid.minus(adjusted),
      what: 'the payment is not what its claims and provider adjustments add up to',
    }),
  ];
}

/** Where the patient's share told beside the adjustments is another than theirs. A payer's slip that moves no money. */
export function balanceWarnings(remittance: Remittance): BalanceFailure[] {
  return remittance.claims.flatMap((claim) =>
    failure('patient_responsibility', 'CLP05', {
      ...placeOf(claim),
      said: claim.patientResponsibility,
      computed: sumOf(allAdjustments(claim).filter(({ group }) => group === 'PR')),
      what: 'the patient’s share is not what the PR adjustments add up to',
    }),
  );
}

function lineFailure(line: RemittanceLine): BalanceFailure[] {
  return failure('line', 'SVC', {
    ...placeOf(line),
    said: line.paid,
    computed: line.charge.minus(sumOf(line.adjustments)),
    what: `the line ${line.procedureCode} is not paid at its charge less its adjustments`,
  });
}

function claimFailures(claim: RemittanceClaim): BalanceFailure[] {
  const charged = Money.sum(claim.lines.map((line) => line.charge));
  return [
    ...(claim.lines.length === 0
      ? []
      : failure('claim_lines', 'CLP03', {
          ...placeOf(claim),
          said: claim.charge,
          computed: charged,
          what: 'the claim does not charge what its lines add up to',
        })),
    ...failure('claim', 'CLP04', {
      ...placeOf(claim),
      said: claim.paid,
      computed: claim.charge.minus(sumOf(allAdjustments(claim))),
      what: 'the claim is not paid at its charge less its adjustments',
    }),
  ];
}

interface Figures {
  readonly position: number;
  readonly textLine?: number;
  readonly said: Money;
  readonly computed: Money;
  readonly what: string;
}

const placeOf = ({ position, textLine }: RemittanceClaim | RemittanceLine) => ({ position, textLine });

function failure(
  rule: BalanceFailure['rule'],
  segment: string,
  { position, textLine, said, computed, what }: Figures,
): BalanceFailure[] {
  if (said.equals(computed)) return [];
  const figures = `says ${formatX12Amount(said)}, adds up to ${formatX12Amount(computed)}`;
  return [
    {
      rule,
      position,
      message: `${textLine === undefined ? '' : `line ${textLine}, `}segment ${position} (${segment}): ${what}: ${figures}`,
    },
  ];
}
