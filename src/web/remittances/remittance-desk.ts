import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { parseBusinessDate } from '../../kernel/business-date';
import type { RemittanceId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Authorize } from '../../modules/access/authorize';
import { REMITTANCE_STATUSES, type RemittanceView } from '../../modules/claims/remittance.view';
import { RemittanceRecords } from '../../modules/claims/remittance-records';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { adjustmentWords } from '../claims/claim-words';
import { formatDate, formatMoment } from '../ui/text';
import type { DecidedClaimShown } from './remittance-parts';
import type { RemittancePageProps } from './remittance.page';
import {
  OUTCOME_WORDS,
  providerAdjustmentWords,
  REMITTANCE_WORDS,
  SUSPENSE_WORDS,
  unmatchedWords,
} from './remittance-words';
import type { RemittanceRow, RemittancesPageProps } from './remittances.page';

const A_PAGE = 50;

export type RemittanceShown = Omit<RemittancePageProps, 'shell' | 'idempotencyKey' | 'isRepeat' | 'form'>;

/** What the pages of remittances show. */
@Injectable()
export class RemittancePagesDesk {
  constructor(
    private readonly remittances: RemittanceRecords,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  /** Errors: `cursor_invalid`. */
  async list(
    status: string | undefined,
    cursor: string | undefined,
  ): Promise<Omit<RemittancesPageProps, 'shell' | 'form'>> {
    const shown = REMITTANCE_STATUSES.find((known) => known === status);
    const { data, nextCursor } = await this.remittances.list({ status: shown, limit: A_PAGE, cursor });
    const next = nextCursor && new URLSearchParams({ ...(shown ? { status: shown } : {}), cursor: nextCursor });
    return {
      filters: [
        { href: '/remittances', label: 'Everything', isShown: shown === undefined },
        ...REMITTANCE_STATUSES.map((known) => ({
          href: `/remittances?status=${known}`,
          label: REMITTANCE_WORDS[known][0],
          isShown: known === shown,
        })),
      ],
      rows: data.map(toRow),
      mayPost: this.authorize.may('remittances.post'),
      nextHref: next ? `/remittances?${next.toString()}` : undefined,
    };
  }

  /** Errors: `remittance_unknown`. */
  async one(id: RemittanceId): Promise<RemittanceShown> {
    const [view, { timeZone }] = await Promise.all([this.remittances.get(id), this.clinics.settings()]);
    const mayPost = this.authorize.may('remittances.post');
    const isLive = view.status !== 'unposted';
    return {
      id,
      traceNumber: view.traceNumber,
      state: REMITTANCE_WORDS[view.status],
      suspense:
        view.reason === null ? undefined : { what: SUSPENSE_WORDS[view.reason], where: view.reasonDetail ?? '' },
      payment: Money.cents(view.paymentCents),
      claimsPaid: Money.sum(view.claims.map(({ paidCents }) => Money.cents(paidCents))),
      facts: factsOf(view, timeZone),
      claims: view.claims.map((claim, index) => ({
        ...toDecided(claim, index),
        place: mayPost && view.status === 'posted' ? placeOf(id, claim) : undefined,
      })),
      adjustments: view.providerAdjustments.map(({ reason, reference, amountCents }, index) => ({
        key: String(index),
        words: providerAdjustmentWords(reason),
        reference: [reason, reference].filter(Boolean).join(' '),
        amount: Money.cents(amountCents),
      })),
      warnings: view.warnings,
      arrivedOn: view.bankReceivedOn === null ? undefined : parseBusinessDate(view.bankReceivedOn),
      mayMatch: mayPost && view.status === 'posted',
      mayTakeBack: mayPost && isLive && view.bankReceivedOn === null,
    };
  }
}

const toRow = (view: RemittanceView): RemittanceRow => ({
  id: view.id,
  traceNumber: view.traceNumber,
  payerName: view.payerName,
  paidOn: view.paidOn === null ? undefined : parseBusinessDate(view.paidOn),
  state: REMITTANCE_WORDS[view.status],
  unmatched: view.claims.filter(({ outcome }) => outcome === 'unmatched').length,
  bank:
    view.bankReceivedOn !== null ? 'arrived' : view.status === 'posted' && view.paymentCents > 0 ? 'awaited' : 'none',
  payment: Money.cents(view.paymentCents),
});

function toDecided(claim: RemittanceView['claims'][number], index: number): DecidedClaimShown {
  const takenOff = Money.sum(claim.adjustments.map(({ amountCents }) => Money.cents(amountCents)));
  const [billed, paid] = [Money.cents(claim.chargeCents), Money.cents(claim.paidCents)];
  return {
    key: String(index),
    controlNumber: claim.controlNumber,
    href: claim.claimId === null ? undefined : `/claims/${claim.claimId}`,
    outcome: OUTCOME_WORDS[claim.outcome],
    why:
      claim.outcome === 'unmatched' && claim.outcomeDetail !== null ? unmatchedWords(claim.outcomeDetail) : undefined,
    reasons: [
      ...(claim.outcome !== 'unmatched' && claim.outcomeDetail === 'by_hand' ? ['Laid on this claim by a person'] : []),
      ...claim.adjustments.map(
        ({ group, reason, amountCents }) =>
          `${group} ${reason}: ${Money.cents(amountCents).format()}, ${adjustmentWords({ group, reason }).toLowerCase()}`,
      ),
    ],
    billed,
    paid,
    takenOff,
    patient: Money.cents(claim.patientCents),
    isBalanced: billed.minus(takenOff).equals(paid),
  };
}

/** Money in suspense is laid on a claim; money on a claim is taken off it. What moved nothing stays. */
function placeOf(remittanceId: RemittanceId, { id, outcome }: RemittanceView['claims'][number]) {
  const at = `/remittances/${remittanceId}/claims/${id}`;
  if (outcome === 'unmatched') return { href: `${at}/match`, label: 'Find its claim' };
  return outcome === 'noted' ? undefined : { href: `${at}/unmatch`, label: 'Take it off' };
}

function factsOf(view: RemittanceView, timeZone: string): RemittancePageProps['facts'] {
  const day = (on: string | null) => (on === null ? undefined : formatDate(parseBusinessDate(on)));
  return [
    { term: 'Payer', value: view.payerName },
    { term: 'Paid by', value: view.method },
    { term: 'The payer’s day', value: day(view.paidOn) },
    { term: 'In the books on', value: day(view.postedOn) },
    { term: 'Taken in', value: formatMoment(Temporal.Instant.from(view.receivedAt), timeZone) },
  ].flatMap(({ term, value }) => (value === undefined ? [] : [{ term, value }]));
}
