import { Injectable } from '@nestjs/common';
import { lastDayToDispute } from '../../domain/estimates/estimate-clock';
import { firstBilledBeyond, standingOf } from '../../domain/estimates/estimate-excess';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { EstimateClock } from './estimate-clock';
import { EstimateDisputesRepository } from './persistence/estimate-disputes.repository';
import { type EstimateRow, EstimatesRepository } from './persistence/estimates.repository';

export interface OpenEstimateDisputeInput {
  readonly estimateId: string;
  /** The day the patient filed it; not after the clinic's today. */
  readonly initiatedOn: BusinessDate;
  /** Number of the case. */
  readonly reference?: string;
}

/**
 * Writes down that a patient disputes what was billed $400.00 or more above their estimate. From then on nothing of the bill is
 * collected, until it is decided: see `CollectionHolds`.
 *
 * Tx: joins or opens one; holds the estimate. Idempotent by: the estimate, which has one open dispute at most.
 * Errors: `estimate_unknown`, `estimate_not_issued`, `estimate_already_replaced`, `estimate_dispute_open`,
 * `estimate_dispute_not_eligible` with the excess, `estimate_dispute_too_late` with the last day, `date_in_future`.
 * Source: 45 CFR 149.620(b)(2)(i), (c)(1); DOMAIN.md §6, S7.
 */
@Injectable()
export class OpenEstimateDispute {
  constructor(
    private readonly tx: Transactions,
    private readonly estimates: EstimatesRepository,
    private readonly disputes: EstimateDisputesRepository,
    private readonly occasion: EstimateClock,
    private readonly clock: Clock,
  ) {}

  execute({ estimateId, initiatedOn, reference }: OpenEstimateDisputeInput): Promise<string> {
    return this.tx.run(async () => {
      const estimate = await this.lock(estimateId);
      if (compareDates(initiatedOn, await this.occasion.today()) > 0)
        throw new DomainError('date_in_future', {
          errors: [{ pointer: '/initiatedOn', message: 'must not be in the future' }],
        });
      const charges = await this.disputes.bill(estimate);
      const expected = Money.fromColumn(estimate.totalMaxCents);
      const billed = Money.sum(charges.map((charge) => charge.billed));
      const { excess, isDisputeEligible } = standingOf(expected, billed);
      if (!isDisputeEligible)
        throw new DomainError('estimate_dispute_not_eligible', {
          detail: `The bill is ${excess.format()} above the estimate. A dispute needs $400.00.`,
          facts: { excessCents: excess.toJSON() },
        });
      const firstBilledOn = firstBilledBeyond(expected, charges);
      invariant(firstBilledOn, 'a bill beyond the estimate was sent on some day');
      assertInTime(initiatedOn, parseBusinessDate(firstBilledOn));
      const id = newId<string>(this.clock.now());
      const by = this.occasion.author();
      const dates = { initiatedOn: initiatedOn.toString(), firstBilledOn };
      await this.disputes.insert({ id, estimate, reference, billed, charges, by, ...dates });
      await this.occasion.record('estimate.dispute', estimateId, { disputeId: id, excessCents: excess.toJSON() });
      return id;
    });
  }

  private async lock(estimateId: string): Promise<EstimateRow> {
    const estimate = await this.estimates.lock(estimateId);
    if (!estimate) throw new DomainError('estimate_unknown');
    if (estimate.state === 'owed') throw new DomainError('estimate_not_issued');
    if (estimate.state === 'replaced') throw new DomainError('estimate_already_replaced');
    if (await this.disputes.isOpen(estimateId)) throw new DomainError('estimate_dispute_open');
    return estimate;
  }
}

function assertInTime(initiatedOn: BusinessDate, firstBilledOn: BusinessDate): void {
  const lastDay = lastDayToDispute(firstBilledOn);
  if (compareDates(initiatedOn, firstBilledOn) < 0)
    throw new DomainError('validation_failed', {
      errors: [{ pointer: '/initiatedOn', message: `must not be before the bill of ${firstBilledOn.toString()}` }],
    });
  if (compareDates(initiatedOn, lastDay) <= 0) return;
  throw new DomainError('estimate_dispute_too_late', {
    detail: `The bill of ${firstBilledOn.toString()} could be disputed until ${lastDay.toString()}.`,
    facts: { lastDay: lastDay.toString() },
  });
}
