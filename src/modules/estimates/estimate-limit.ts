import { Injectable } from '@nestjs/common';
import { DISPUTABLE_EXCESS, standingOf } from '../../domain/estimates/estimate-excess';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { RequestContext } from '../../platform/context/request-context';
import { isAllowed } from '../access/permissions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { type BilledVisit, RegisterVisitLimit, VisitLimit } from '../charges/visit-limits';
import { EstimateOverridesRepository } from './persistence/estimate-overrides.repository';
import { EstimatesRepository, type EstimateWithBilled } from './persistence/estimates.repository';

/**
 * Refuses a visit that brings what was billed to $400.00 or more above the estimate in force: the patient could dispute it.
 * A biller or an admin may let it pass and says why; that is kept.
 *
 * The estimate is held first, so that visits posted at the same time count each other (DOMAIN.md §6).
 */
@Injectable()
@RegisterVisitLimit()
export class EstimateLimit extends VisitLimit {
  constructor(
    private readonly estimates: EstimatesRepository,
    private readonly overrides: EstimateOverridesRepository,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Errors: `estimate_exceeded` with the figures; `forbidden` for an override above the caller's role. */
  override async refuse(billed: BilledVisit): Promise<void> {
    const { visit, charges } = billed;
    const own = charges.filter(({ destination }) => destination === 'self_pay');
    if (!Money.sum(own.map(({ priced }) => priced.amount)).isPositive()) return;
    const on = visit.dateOfService.toString();
    const found = await this.estimates.inForce(visit.patientId, visit.providerId, on);
    if (!found) return;
    await this.estimates.lock(found.id);
    // Read again behind the lock: visits that were posted meanwhile are in it.
    const estimate = await this.estimates.inForce(visit.patientId, visit.providerId, on);
    if (!estimate) return;
    const { excess, level } = standingOf(...amountsOf(estimate));
    if (level !== 'stop') return;
    if (!billed.estimateOverride) throw exceeded(estimate, excess);
    await this.letPass(billed, estimate, billed.estimateOverride.reason.trim());
  }

  private async letPass({ visit }: BilledVisit, estimate: EstimateWithBilled, reason: string): Promise<void> {
    const { role, kind, id: actorId } = this.context.actor;
    if (role && !isAllowed(role, 'estimates.override'))
      throw new DomainError('forbidden', {
        detail: 'A biller or an admin bills beyond an estimate. Ask one of them, or issue a new estimate.',
      });
    const [estimated, billed] = amountsOf(estimate);
    const now = this.clock.now();
    await this.overrides.insert({
      id: newId<string>(now),
      estimateId: estimate.id,
      visitId: visit.id,
      reason,
      estimatedCents: estimated.toCents().toString(),
      billedCents: billed.toCents().toString(),
      by: { kind, id: actorId },
      at: toDate(now),
    });
    await this.audit.execute({
      action: 'estimate.override',
      subject: { type: 'estimate', id: estimate.id },
      facts: { visitId: visit.id, excessCents: billed.minus(estimated).toJSON() },
    });
  }
}

const amountsOf = ({ totalMaxCents, billedCents }: EstimateWithBilled): [Money, Money] => [
  Money.fromColumn(totalMaxCents),
  Money.fromColumn(billedCents),
];

function exceeded(estimate: EstimateWithBilled, excess: Money): DomainError {
  const [estimated, billed] = amountsOf(estimate);
  return new DomainError('estimate_exceeded', {
    detail:
      `With this visit ${billed.format()} are billed against estimate ${estimate.number ?? ''} of ${estimated.format()}: ` +
      `${excess.format()} above it, and from ${DISPUTABLE_EXCESS.format()} on the patient may dispute the bill. ` +
      'Issue a new estimate before more care, or have a biller say why it is billed.',
    facts: {
      estimateId: estimate.id,
      estimatedCents: estimated.toJSON(),
      billedToDateCents: billed.toJSON(),
      excessCents: excess.toJSON(),
    },
  });
}
