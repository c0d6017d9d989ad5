import { Injectable } from '@nestjs/common';
import { manufacturerRecipe } from '../../domain/claims/remittance-recipes';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type ClaimId, newId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { PostJournalEntry } from '../ledger/post-journal-entry';
import type { ClaimLineView } from './claim.view';
import { ManufacturerProgram } from './preparing/manufacturer-program';
import { RemittanceDesk } from './posting/remittance-desk';

export interface RecordManufacturerCopayInput {
  readonly claimId: ClaimId;
  readonly amount: Money;
  /** The program's own number of the payment it promises. */
  readonly reference: string;
}

const INSERT = `
  INSERT INTO manufacturer_copays (clinic_id, id, claim_id, charge_id, amount_cents, reference, created_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6) ON CONFLICT (clinic_id, claim_id, reference) DO NOTHING`;

/**
 * Books what the manufacturer's savings program takes over of the patient's share of the medication. Commercial plans
 * only, and the drug's own line only: the observation is the patient's (DOMAIN.md §5.7).
 *
 * Tx: joins or opens one. Idempotent by: (claim, reference). Posts: Dr 1210 / Cr 1100 (item = the drug's charge). Scenario S3.
 * Errors: `claim_unknown`, `manufacturer_copay_not_allowed`, `amount_exceeds_balance`.
 */
@Injectable()
export class RecordManufacturerCopay {
  constructor(
    private readonly transactions: Transactions,
    private readonly program: ManufacturerProgram,
    private readonly sql: Sql,
    private readonly journal: PostJournalEntry,
    private readonly desk: RemittanceDesk,
    private readonly clock: Clock,
  ) {}

  execute(input: RecordManufacturerCopayInput) {
    return this.transactions.run(async () => {
      const { claim, line, charge } = await this.program.drugLineOf(input.claimId);
      assertDrugShare(line, input.amount);
      const now = this.clock.now();
      const id = newId<string>(now);
      const { amount, reference } = input;
      const cents = amount.toCents().toString();
      const inserted = await this.sql.execute(INSERT, [id, claim.id, line.chargeId, cents, reference, toDate(now)]);
      if (inserted === 1) {
        await this.journal.execute({
          kind: 'manufacturer_copay',
          source: { type: 'manufacturer_copay', id },
          effectiveOn: await this.desk.postingDay(),
          lines: manufacturerRecipe(charge, line.chargeId, amount),
        });
        await this.program.recorded(claim.id, amount);
      }
      return this.program.read(claim.id);
    });
  }
}

/** The visit's share beside the drug is the patient's, also where one charge has both. */
function assertDrugShare({ patientCents }: ClaimLineView, amount: Money): void {
  if (amount.toCents() <= BigInt(Math.max(patientCents, 0))) return;
  throw new DomainError('amount_exceeds_balance', {
    detail: 'The program takes over no more than the patient’s share of the medication.',
    facts: { maximumCents: Math.max(patientCents, 0) },
  });
}
