import { Injectable } from '@nestjs/common';
import { denialWriteOffRecipe } from '../../domain/claims/remittance-recipes';
import { mergeLines } from '../../domain/ledger/journal';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import type { ClaimView } from './claim.view';
import { ClaimsReader } from './claims.reader';
import { CloseClaim } from './close-claim';
import { ClaimBooksRepository } from './persistence/claim-books.repository';
import { ClaimsRepository } from './persistence/claims.repository';

/**
 * Gives up what a payer denied, when the appeal is exhausted or not worth it. The patient owes nothing of it.
 *
 * Tx: joins or opens one; holds the claim and its open items. Idempotent by: the claim's state.
 * Posts: Dr 4950 / Cr 1200 what is open of each charge. Scenario S9 i. Errors: `claim_unknown`, `claim_state_conflict`.
 */
@Injectable()
export class WriteOffClaim {
  constructor(
    private readonly transactions: Transactions,
    private readonly claims: ClaimsRepository,
    private readonly books: ClaimBooksRepository,
    private readonly close: CloseClaim,
    private readonly reader: ClaimsReader,
  ) {}

  execute({ claimId, reason }: { claimId: ClaimId; reason: string }): Promise<ClaimView> {
    return this.transactions.run(async () => {
      const claim = await this.claims.lock(claimId);
      const chargeIds = [...new Set((await this.claims.linesOf([claimId])).map((line) => line.charge_id))];
      const openOf = await this.books.lockOpen(chargeIds);
      const shares = chargeIds
        .map((chargeId) => ({ chargeId, amount: openOf(chargeId).insurance, discount: Money.ZERO }))
        .filter(({ amount }) => amount.isPositive());
      if (shares.length === 0)
        throw new DomainError('claim_state_conflict', {
          detail: 'Insurance owes nothing on this claim any more.',
          facts: { status: claim.status },
        });
      const lines = shares.flatMap(({ chargeId, amount }) => denialWriteOffRecipe(claim.patient_id, chargeId, amount));
      await this.close.execute({
        claim,
        event: 'write_off',
        kind: 'write_off',
        reason,
        shares,
        linesFor: () => Promise.resolve(mergeLines(lines)),
      });
      return this.reader.get(claimId);
    });
  }
}
