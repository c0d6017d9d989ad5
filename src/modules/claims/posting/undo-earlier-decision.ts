import { Injectable } from '@nestjs/common';
import type { ClaimId, RemittanceId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { BillPatientShare } from '../../charges/bill-patient-share';
import { ReleasePaidCharges } from '../../payments/release-paid-charges';
import { ClaimNews } from './claim-news';
import { NextClaims } from './next-claims';
import { ClaimBooksRepository } from '../persistence/claim-books.repository';
import type { VisitPlan } from './plan-remittance';

/**
 * Takes back what followed from the decision before, when a payer decides again: what the clinic had closed, and what the
 * patient had paid of a share that is less now. Their money becomes their credit and is no longer on the charge.
 *
 * Tx: needs one, with the entry of the decision in it.
 */
@Injectable()
export class UndoEarlierDecision {
  constructor(
    private readonly books: ClaimBooksRepository,
    private readonly releases: ReleasePaidCharges,
    private readonly shares: BillPatientShare,
    private readonly news: ClaimNews,
    private readonly next: NextClaims,
  ) {}

  /** @param by the remittance, and what it says about the visit: its last claim, under which the visit is booked */
  async execute(
    visit: VisitPlan,
    by: { remittanceId: RemittanceId; claim: VisitPlan['claims'][number] },
  ): Promise<void> {
    if (visit.undoneClosureIds.length > 0) this.books.setUndone(visit.undoneClosureIds, by.remittanceId);
    const released = visit.plan.charges.flatMap(({ chargeId, overpaid }) =>
      overpaid.map((part) => ({ chargeId, ...part })),
    );
    if (released.length === 0) return;
    await this.releases.execute(by.claim.id, released);
    const credited = Money.sum(released.map(({ amount }) => amount));
    await this.news.patientCredited(by.claim.row, credited, visit.spendsHsaFsa);
  }

  /**
   * Brings it back, for the entries of the remittance are reversed; claims to next plans that followed go.
   * Errors: `remittance_state_conflict` when one of those has been sent.
   */
  async takeBack(remittanceId: RemittanceId, decided: readonly ClaimId[]): Promise<void> {
    await this.next.withdrawAfter(decided, remittanceId);
    const claimIds = await this.books.claimIdsOf(remittanceId);
    await this.releases.takeBack(claimIds);
    this.shares.takeBack(claimIds, { type: 'remittance', id: remittanceId });
    this.books.restoreClosuresUndoneBy(remittanceId);
  }
}
