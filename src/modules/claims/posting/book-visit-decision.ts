import { Injectable } from '@nestjs/common';
import { linesOfPlan, sharesOf } from '../../../domain/claims/plan-claim-posting';
import { outOfSuspense } from '../../../domain/claims/remittance-recipes';
import type { JournalLine } from '../../../domain/ledger/journal';
import type { BusinessDate } from '../../../kernel/business-date';
import type { InvoiceId, RemittanceId } from '../../../kernel/ids';
import { BillPatientShare } from '../../charges/bill-patient-share';
import { type JournalEntryInput, type JournalSource, PostJournalEntry } from '../../ledger/post-journal-entry';
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
 * Writes what a remittance says about visits: the entry of each, the patients' invoices, the claims' states, what people
 * have to look at.
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

  /** @param visits in the order of the file */
  async execute(visits: readonly VisitPlan[], booking: VisitBooking): Promise<void> {
    const decisions = visits.map(toDecision);
    const bills = decisions.filter(({ shares }) => shares.length > 0);
    const billed = await this.shares.executeAll(bills);
    const others = decisions.filter(({ visitId }) => !billed.has(visitId));
    const earlier = await this.shares.invoicesOf(others.map(({ visitId }) => visitId));
    const entries = decisions.flatMap(({ visit, patientId, visitId, source }) => {
      const invoiceId: InvoiceId | undefined = billed.get(visitId) ?? earlier.get(visitId);
      const lines = linesOfPlan(visit.plan, { patientId, invoiceId });
      return lines.length === 0 ? [] : [entryOf(lines, source, booking)];
    });
    // Together: entries asked for in one turn leave as few statements.
    for (let from = 0; from < entries.length; from += ENTRIES_AT_ONCE)
      await Promise.all(entries.slice(from, from + ENTRIES_AT_ONCE).map((entry) => this.journal.execute(entry)));
    const { remittanceId } = booking;
    for (const { visit, last } of decisions) await this.earlier.execute(visit, { remittanceId, claim: last });
    await this.claims.execute(
      visits.flatMap((visit) => visit.claims),
      booking,
    );
  }
}

const ENTRIES_AT_ONCE = 256;

/** A visit's plan with what it is booked under: its last claim in the file. */
function toDecision(visit: VisitPlan) {
  const last = visit.claims[visit.claims.length - 1] as VisitPlan['claims'][number];
  const { patient_id: patientId, visit_id: visitId } = last.row;
  const source = { type: 'remittance_claim', id: last.id } as const;
  return { visit, last, patientId, visitId, source, shares: sharesOf(visit.plan) };
}

const entryOf = (
  lines: readonly JournalLine[],
  source: JournalSource,
  { on, matchId }: VisitBooking,
): JournalEntryInput =>
  matchId === undefined
    ? { kind: 'adjudication', source, effectiveOn: on, lines }
    : {
        kind: 'match',
        source: { type: 'remittance_match', id: matchId },
        effectiveOn: on,
        lines: outOfSuspense(lines),
      };
