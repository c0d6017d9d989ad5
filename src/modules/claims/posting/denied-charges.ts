import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { DeniedCharge } from '../../../domain/claims/self-pay-conversion';
import type { ClaimId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { SoberFirst } from '../../patients/sober-first';
import { NextClaims } from './next-claims';
import { ClaimBooksRepository } from '../persistence/claim-books.repository';
import { ClaimFactsReader, type ClaimLineFacts } from '../persistence/claim-facts.reader';
import { ClaimOutcomesReader } from '../persistence/claim-outcomes.reader';
import { type ClaimRow, ClaimsRepository } from '../persistence/claims.repository';

/** What a payer refused of a claim, charge by charge. Tx: needs one; holds the claim and its open items. */
@Injectable()
export class DeniedCharges {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly books: ClaimBooksRepository,
    private readonly facts: ClaimFactsReader,
    private readonly outcomes: ClaimOutcomesReader,
    private readonly next: NextClaims,
    private readonly signing: SoberFirst,
  ) {}

  /** That the patient was fit to sign their agreement when they did. Errors: `signing_before_discharge`. */
  assertSober({ patient_id: patientId }: ClaimRow, signedAt: Temporal.Instant): Promise<void> {
    return this.signing.assertMaySign(patientId, signedAt);
  }

  /** Errors: `claim_unknown`; `claim_state_conflict` while the patient's next plan has not answered. */
  async lock(claimId: ClaimId): Promise<{ claim: ClaimRow; charges: DeniedCharge[] }> {
    const claim = await this.claims.lock(claimId);
    await this.next.assertAnswered(claimId);
    const [facts] = await this.facts.ofClaims([claimId]);
    const lines = facts?.lines ?? [];
    const openOf = await this.books.lockOpen(lines.map((line) => line.chargeId));
    const outcome = (await this.outcomes.ofClaims([claimId])).get(claimId);
    const charges = distinctCharges(lines).map(({ chargeId, serviceCode }) => ({
      chargeId,
      serviceCode,
      notCovered: Money.sum(
        (outcome?.lines ?? [])
          .filter((line) => line.chargeId === chargeId)
          .map((line) => Money.cents(line.notCoveredCents)),
      ),
      open: openOf(chargeId).insurance,
    }));
    return { claim, charges };
  }
}

/** The first line of each charge. */
const distinctCharges = (lines: readonly ClaimLineFacts[]): ClaimLineFacts[] =>
  lines.filter(({ chargeId }, index) => lines.findIndex((line) => line.chargeId === chargeId) === index);
