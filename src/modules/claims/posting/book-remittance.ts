import { Injectable } from '@nestjs/common';
import type { Remittance } from '../../../domain/claims/remittance';
import { providerAdjustmentsRecipe, unmatchedRecipe } from '../../../domain/claims/remittance-recipes';
import type { JournalLine } from '../../../domain/ledger/journal';
import type { BusinessDate } from '../../../kernel/business-date';
import type { RemittanceId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { type JournalSource, PostJournalEntry } from '../../ledger/post-journal-entry';
import { BookVisitDecision } from './book-visit-decision';
import { ClaimNews } from './claim-news';
import { RemittancesRepository } from '../persistence/remittances.repository';
import type { RemittancePlan, UnmatchedClaim, VisitPlan } from './plan-remittance';
import { SettleClaims } from './settle-claims';

/** A remittance that is to be booked, with its plan. */
export interface RemittanceToBook {
  readonly id: RemittanceId;
  readonly remittance: Remittance;
  readonly plan: RemittancePlan;
  readonly on: BusinessDate;
}

/**
 * Writes what a plan says: entries, the patients' invoices, the claims' states, what people have to look at.
 *
 * Tx: needs one. Posts, per visit of the file: Dr 1040 paid, Dr 4900 contractual, Dr 1100 the patient's share / Cr 1200;
 * what was undone before and what became credit in the same entry (scenario S9 iii). Dr 1040 / Cr 2010 for a claim that is
 * not known. One entry for all provider adjustments.
 */
@Injectable()
export class BookRemittance {
  constructor(
    private readonly journal: PostJournalEntry,
    private readonly visits: BookVisitDecision,
    private readonly remittances: RemittancesRepository,
    private readonly news: ClaimNews,
  ) {}

  async execute(booking: RemittanceToBook): Promise<void> {
    const { id, plan, remittance, on } = booking;
    this.remittances.insertClaims(id, [
      ...plan.visits.flatMap((visit) => visit.claims.map(SettleClaims.toRecord)),
      ...plan.unmatched.map(toUnmatchedRecord),
    ]);
    await this.visits.execute(plan.visits, { remittanceId: id, on });
    // Together: entries asked for in one turn leave as few statements.
    for (let from = 0; from < plan.unmatched.length; from += ENTRIES_AT_ONCE)
      await Promise.all(plan.unmatched.slice(from, from + ENTRIES_AT_ONCE).map((one) => this.setAside(one, on)));
    await this.post(
      'provider_adjustments',
      { type: 'remittance', id },
      providerAdjustmentsRecipe(remittance.providerAdjustments),
      on,
    );
    if (plan.unmatched.length > 0)
      await this.news.aboutRemittance('remittance_unmatched', id, {
        amount: Money.sum(plan.unmatched.map(({ claim }) => claim.paid)),
        facts: { traceNumber: remittance.traceNumber, claims: plan.unmatched.length },
      });
    if (plan.visits.some((visit) => visit.claims.some(needsReview)))
      await this.news.aboutRemittance('remittance_review', id, { facts: { traceNumber: remittance.traceNumber } });
  }

  private setAside({ id, claim }: UnmatchedClaim, on: BusinessDate): Promise<void> {
    return this.post('unmatched', { type: 'remittance_claim', id }, unmatchedRecipe(claim.paid), on);
  }

  private async post(
    kind: string,
    source: JournalSource,
    lines: readonly JournalLine[],
    on: BusinessDate,
  ): Promise<void> {
    if (lines.length > 0) await this.journal.execute({ kind, source, effectiveOn: on, lines });
  }
}

const ENTRIES_AT_ONCE = 256;

const needsReview = ({ decided }: VisitPlan['claims'][number]): boolean =>
  decided.charges.some((charge) => charge.needsReview);

const toUnmatchedRecord = ({ id, claim, row, why }: UnmatchedClaim) => ({
  id,
  claim,
  claimId: row?.id,
  outcome: 'unmatched' as const,
  outcomeDetail: why,
  lines: [],
});
