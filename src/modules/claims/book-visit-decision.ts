import { Injectable } from '@nestjs/common';
import { linesOfPlan, sharesOf } from '../../domain/claims/plan-claim-posting';
import { outOfSuspense } from '../../domain/claims/remittance-recipes';
import type { BusinessDate } from '../../kernel/business-date';
import type { InvoiceId, RemittanceId } from '../../kernel/ids';
import { BillPatientShare } from '../charges/bill-patient-share';
import { PostJournalEntry } from '../ledger/post-journal-entry';
import type { VisitPlan } from './plan-remittance';
import { SettleClaims } from './settle-claims';
import { UndoEarlierDecision } from './undo-earlier-decision';

/** Where a decision is booked. */
export interface VisitBooking {
  readonly remittanceId: RemittanceId;
  readonly on: BusinessDate;
  /** For money that was put aside when the file came: the match by hand that takes it out. */
  readonly matchId?: string;
}

/**
 * Writes what a remittance says about one visit: the entry, the patient's invoice, the claims' states, what people have to
 * look at.
 *
 * Tx: needs one. Posts: Dr 1040 paid, or Dr 2010 where it comes out of suspense, Dr 4900 contractual, Dr 1100 the patient's
 * share / Cr 1200; what was undone before and what became credit in the same entry (scenario S9 iii).
 */
@Injectable()
export class BookVisitDecision {
  constructor(
    private readonly journal: PostJournalEntry,
    private readonly shares: BillPatientShare,
    private readonly claims: SettleClaims,
    private readonly earlier: UndoEarlierDecision,
  ) {}

  async execute(visit: VisitPlan, { remittanceId, on, matchId }: VisitBooking): Promise<void> {
    const last = visit.claims[visit.claims.length - 1] as VisitPlan['claims'][number];
    const { patient_id: patientId, visit_id: visitId } = last.row;
    const source = { type: 'remittance_claim', id: last.id } as const;
    const shares = sharesOf(visit.plan);
    const invoiceId: InvoiceId | undefined =
      shares.length > 0
        ? await this.shares.execute({ visitId, patientId, shares, source })
        : await this.shares.invoiceOf(visitId);
    const lines = linesOfPlan(visit.plan, { patientId, invoiceId });
    if (lines.length > 0)
      await this.journal.execute(
        matchId === undefined
          ? { kind: 'adjudication', source, effectiveOn: on, lines }
          : {
              kind: 'match',
              source: { type: 'remittance_match', id: matchId },
              effectiveOn: on,
              lines: outOfSuspense(lines),
            },
      );
    await this.earlier.execute(visit, { remittanceId, claim: last });
    await this.claims.execute(visit.claims, { remittanceId, on });
  }
}
