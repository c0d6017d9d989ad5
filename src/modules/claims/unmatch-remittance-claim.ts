import { Injectable } from '@nestjs/common';
import { backIntoSuspense } from '../../domain/claims/remittance-recipes';
import { DomainError } from '../../kernel/errors';
import type { ClaimId, RemittanceId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { BillPatientShare } from '../charges/bill-patient-share';
import { PostJournalEntry } from '../ledger/post-journal-entry';
import { RemittanceMatches } from './posting/remittance-matches';
import { RemittanceDesk } from './posting/remittance-desk';
import type { RemittanceView } from './remittance.view';
import { TakeBackMatch } from './posting/take-back-match';

/**
 * Takes a claim of a remittance off the claim of ours it was laid on: that one stands where it stood, and the money waits
 * in suspense until it is matched again.
 *
 * Tx: joins or opens one; holds the remittance and the claim. Idempotent by: the state of the match.
 * Posts: Dr 1200 / Cr 2010 paid, Cr 4900 contractual, Cr 1100 the patient's share, on the clinic's today.
 * Errors: `remittance_unknown`, `remittance_claim_unknown`; `remittance_state_conflict` when it is in suspense, was booked
 * together with something else, or its claim has moved on; `amount_exceeds_balance` when the patient has paid of it.
 */
@Injectable()
export class UnmatchRemittanceClaim {
  constructor(
    private readonly transactions: Transactions,
    private readonly matches: RemittanceMatches,
    private readonly takeBack: TakeBackMatch,
    private readonly shares: BillPatientShare,
    private readonly journal: PostJournalEntry,
    private readonly desk: RemittanceDesk,
  ) {}

  execute(input: { remittanceId: RemittanceId; remittanceClaimId: string; reason: string }): Promise<RemittanceView> {
    const { remittanceId, remittanceClaimId, reason } = input;
    return this.transactions.run(async () => {
      const suspense = await this.matches.lock(remittanceId, remittanceClaimId);
      const claimId = suspense.claimId;
      if (claimId === undefined) throw conflict('It waits in suspense already.');
      if (await this.matches.isEntangled(remittanceId, suspense))
        throw conflict('It was booked together with something else; take the whole remittance back instead.');
      const claim = await this.takeBack.claim(remittanceId, claimId, reason);
      const booked = await this.matches.booked(suspense.id);
      const matchId = await this.matches.insert(suspense.id, { outcome: 'unmatched', reason, lines: [] });
      const invoiceId = await this.shares.invoiceOf(claim.visit_id);
      const lines = backIntoSuspense(booked, { patientId: claim.patient_id, invoiceId }, suspense.paid);
      if (lines.length > 0)
        await this.journal.execute({
          kind: 'unmatch',
          source: { type: 'remittance_match', id: matchId },
          effectiveOn: await this.desk.postingDay(),
          lines,
        });
      const source = { type: 'remittance_claim', id: suspense.id } as const;
      this.shares.takeBack([suspense.id], source);
      await this.takeBack.tell(remittanceId, suspense);
      return this.matches.unmatched(remittanceId, { claimId: claimId as ClaimId, remittanceClaimId });
    });
  }
}

const conflict = (detail: string): DomainError => new DomainError('remittance_state_conflict', { detail });
