import type { EligibilityBenefit } from '../../domain/eligibility/eligibility-response';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { ShareEstimateView } from '../../modules/charges/quote.view';
import type { EligibilitySnapshotView, EligibilitySource } from '../../modules/coverage/eligibility.view';
import type { Tone } from '../ui/status-badge';
import { formatDate } from '../ui/text';

export const ELIGIBILITY_BENEFIT_WORDS: Readonly<Record<EligibilityBenefit, string>> = {
  medical: 'Medical benefit',
  pharmacy: 'Pharmacy benefit',
};

export const ELIGIBILITY_BENEFIT_CHOICES = Object.entries(ELIGIBILITY_BENEFIT_WORDS).map(([value, label]) => ({
  value,
  label,
}));

export const SOURCE_WORDS: Readonly<Record<EligibilitySource, string>> = {
  manual: 'Entered by hand',
  x12_271: 'From the payer’s file',
};

/** Deductibles are met and jobs are left: after this many days a payer is asked again. */
const FRESH_DAYS = 30;

/** How far a snapshot can be relied on, in words and color. */
export function standingOf(
  snapshot: Pick<EligibilitySnapshotView, 'isActive' | 'checkedOn'>,
  today: BusinessDate,
): readonly [words: string, tone: Tone] {
  if (!snapshot.isActive) return ['Not in effect', 'bad'];
  const isFresh = compareDates(parseBusinessDate(snapshot.checkedOn).add({ days: FRESH_DAYS }), today) >= 0;
  return isFresh ? ['In effect', 'good'] : ['Ask again', 'warn'];
}

/** A percentage of hundredths of a percent: 1250 is `12.5 %`. */
export const percentWords = (basisPoints: number): string => `${basisPoints / 100} %`;

const amount = (cents: number | null, per = ''): string | undefined =>
  cents === null ? undefined : `${Money.cents(cents).format()}${per}`;

/** What the payer said, each under its name; what it did not say is left out. */
export function snapshotTerms(snapshot: EligibilitySnapshotView): { term: string; value: string }[] {
  const { coinsuranceBasisPoints } = snapshot;
  return [
    { term: 'Plan', value: snapshot.planName ?? undefined },
    { term: 'Copayment', value: amount(snapshot.copayCents, ' a visit') },
    {
      term: 'Coinsurance',
      value: coinsuranceBasisPoints === null ? undefined : percentWords(coinsuranceBasisPoints),
    },
    { term: 'Deductible left', value: amount(snapshot.deductibleRemainingCents) },
    { term: 'Patient’s limit left', value: amount(snapshot.outOfPocketRemainingCents) },
  ].flatMap(({ term, value }) => (value === undefined ? [] : [{ term, value }]));
}

/** The parts of a patient's share: `Copayment $25.00, coinsurance $32.50`. */
export function shareParts({ copayCents, deductibleCents, coinsuranceCents }: ShareEstimateView): string {
  const parts = [
    ['copayment', copayCents],
    ['deductible', deductibleCents],
    ['coinsurance', coinsuranceCents],
  ] as const;
  const told = parts.filter(([, cents]) => cents > 0).map(([name, cents]) => `${name} ${Money.cents(cents).format()}`);
  const words = told.length > 0 ? told.join(', ') : 'nothing owed as far as known';
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whose word a patient's share rests on. */
export function shareBasis({ basis, benefit, checkedOn }: ShareEstimateView): string {
  const which = ELIGIBILITY_BENEFIT_WORDS[benefit].toLowerCase();
  return basis === 'payer' && checkedOn !== null
    ? `As the payer said on ${formatDate(parseBusinessDate(checkedOn))} (${which}).`
    : `As the card says (${which}); the payer has not been asked.`;
}
