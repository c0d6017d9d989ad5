import { Injectable } from '@nestjs/common';
import { PrepaidCareLookup } from '../prepaid-care';
import { VisitClaimsLookup } from '../visit-claims';
import { type BilledVisit, VisitLimits } from '../visit-limits';

/**
 * What follows from a visit in the rooms to the right, once its rows are there: sessions bought ahead are used up, what may
 * not be billed is refused, what goes to insurance makes its claim.
 *
 * Tx: that of the visit. Errors: those of {@link VisitLimits}.
 */
@Injectable()
export class VisitFollowUps {
  constructor(
    private readonly prepaid: PrepaidCareLookup,
    private readonly limits: VisitLimits,
    private readonly claims: VisitClaimsLookup,
  ) {}

  async execute(visit: BilledVisit): Promise<void> {
    if (visit.charges.some(({ prepaid }) => prepaid)) await this.prepaid.get().use(visit);
    await this.limits.refuse(visit);
    await this.claims.get().prepare(visit);
  }
}
