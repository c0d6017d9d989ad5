import { Injectable } from '@nestjs/common';
import {
  type DisputeOutcome,
  FILING_FEE,
  inOrderOfRuling,
  type RulingPart,
  spreadRuling,
} from '../../domain/estimates/dispute-ruling';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';
import { ApplyRuling } from '../charges/apply-ruling';
import { EstimateClock } from './estimate-clock';
import { type EstimateDisputeRow, EstimateDisputesRepository } from './persistence/estimate-disputes.repository';
import { EstimatesRepository } from './persistence/estimates.repository';

export interface DecideEstimateDisputeInput {
  readonly disputeId: string;
  readonly outcome: DisputeOutcome;
  /** Of the disputed bill; needed when the patient prevails or it was settled. */
  readonly payable?: Money;
  /** The filing fee the clinic owes the patient; $25.00 when they prevail unless told, nothing otherwise. */
  readonly feeCredit?: Money;
  /** The clinic's today unless told. */
  readonly decidedOn?: BusinessDate;
  readonly note?: string;
  readonly requestKey: string;
}

/**
 * Carries out how a dispute came out: the bill is lowered to what is payable, first by what the estimate did not have, and
 * the filing fee is credited. Collecting may go on.
 *
 * Tx: forbids one around it; see {@link ApplyRuling}. Idempotent by: the dispute's state with the caller's key.
 * Posts: Dr 4960 / Cr 1100 (S7 B). Errors: `estimate_dispute_unknown`, `estimate_dispute_decided`, `validation_failed` for amounts
 * that do not fit the outcome, `amount_exceeds_balance` with the most that can be payable, `date_in_future`, those of
 * {@link ApplyRuling}.
 */
@Injectable()
export class DecideEstimateDispute {
  constructor(
    private readonly disputes: EstimateDisputesRepository,
    private readonly estimates: EstimatesRepository,
    private readonly ruling: ApplyRuling,
    private readonly occasion: EstimateClock,
  ) {}

  execute(input: DecideEstimateDisputeInput): Promise<void> {
    assertFits(input);
    return this.ruling.execute({
      plan: async () => {
        const dispute = await this.lock(input);
        if (dispute.state === 'decided') return [];
        await this.assertDay(input, dispute);
        const { reductions, feeCredits } = await this.partsOf(input, dispute);
        return [...reductions, ...feeCredits];
      },
      reason: `Dispute of estimate: ${input.outcome}`,
      requestKey: input.requestKey,
      done: () => this.record(input),
    });
  }

  /** One that this very request decided before is given as it is. */
  private async lock({ disputeId, requestKey }: DecideEstimateDisputeInput): Promise<EstimateDisputeRow> {
    const dispute = await this.disputes.lock(disputeId);
    if (!dispute) throw new DomainError('estimate_dispute_unknown');
    if (dispute.state === 'decided' && dispute.decidedKey !== requestKey)
      throw new DomainError('estimate_dispute_decided');
    return dispute;
  }

  private async partsOf(
    { outcome, payable, feeCredit }: DecideEstimateDisputeInput,
    dispute: EstimateDisputeRow,
  ): Promise<{ reductions: RulingPart[]; feeCredits: RulingPart[] }> {
    const charges = await this.disputes.charges(dispute.id);
    const billed = Money.sum(charges.map(({ amount }) => amount));
    if (payable?.isMoreThan(billed))
      throw new DomainError('amount_exceeds_balance', {
        detail: `The bill is ${billed.format()} now; no more than that can be payable.`,
        errors: [{ pointer: '/payableCents', message: `must be at most ${billed.toCents()}` }],
        facts: { maximumCents: billed.toJSON() },
      });
    const estimate = await this.estimates.get(dispute.estimateId);
    const expected = new Map(estimate?.items.map(({ serviceCode, quantityMax }) => [serviceCode, quantityMax]));
    return spreadRuling(inOrderOfRuling(charges, expected), {
      reduction: payable ? billed.minus(payable) : Money.ZERO,
      feeCredit: feeCredit ?? (outcome === 'patient_prevails' ? FILING_FEE : Money.ZERO),
    });
  }

  private async assertDay({ decidedOn }: DecideEstimateDisputeInput, dispute: EstimateDisputeRow): Promise<void> {
    if (!decidedOn) return;
    const refuse = (code: 'date_in_future' | 'validation_failed', message: string): never => {
      throw new DomainError(code, { errors: [{ pointer: '/decidedOn', message }] });
    };
    if (compareDates(decidedOn, await this.occasion.today()) > 0) refuse('date_in_future', 'must not be in the future');
    if (compareDates(decidedOn, parseBusinessDate(dispute.initiatedOn)) < 0)
      refuse('validation_failed', 'must not be before it was filed');
  }

  private async record(input: DecideEstimateDisputeInput): Promise<void> {
    const dispute = await this.disputes.get(input.disputeId);
    if (!dispute || dispute.state === 'decided') return;
    const { outcome, payable, note } = input;
    const feeCredit = input.feeCredit ?? (outcome === 'patient_prevails' ? FILING_FEE : Money.ZERO);
    await this.disputes.setDecided(input.disputeId, {
      outcome,
      payable: payable ?? Money.fromColumn(dispute.billedCents),
      feeCredit,
      decidedOn: (input.decidedOn ?? (await this.occasion.today())).toString(),
      note,
      requestKey: input.requestKey,
      by: this.occasion.author(),
    });
    await this.occasion.record('estimate.decide_dispute', dispute.estimateId, {
      disputeId: input.disputeId,
      outcome,
    });
  }
}

const LOWERS: readonly DisputeOutcome[] = ['patient_prevails', 'settled'];

function assertFits({ outcome, payable, feeCredit }: DecideEstimateDisputeInput): void {
  const isLowered = LOWERS.includes(outcome);
  const errors = [
    ...(isLowered && !payable ? [{ pointer: '/payableCents', message: 'is needed for this outcome' }] : []),
    ...(!isLowered && payable ? [{ pointer: '/payableCents', message: 'does not go with this outcome' }] : []),
    ...(!isLowered && feeCredit?.isPositive()
      ? [{ pointer: '/feeCreditCents', message: 'does not go with this outcome' }]
      : []),
  ];
  if (errors.length > 0) throw new DomainError('validation_failed', { errors });
}
