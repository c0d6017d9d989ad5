import { Injectable } from '@nestjs/common';
import type { ClaimEvent } from '../../../domain/claims/claim-state';
import type { BusinessDate } from '../../../kernel/business-date';
import type { RemittanceId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { ClaimNews } from './claim-news';
import { MoveClaim } from './move-claim';
import { NextClaims } from './next-claims';
import { type ClaimRow, ClaimsRepository } from '../persistence/claims.repository';
import type { NewRemittanceClaim } from '../persistence/remittances.repository';
import type { MatchedClaim } from './plan-remittance';
import type { RemittanceClaimOutcome } from '../remittance.view';

const OUTCOMES: Readonly<Partial<Record<ClaimEvent, RemittanceClaimOutcome>>> = {
  pay: 'paid',
  pay_partly: 'partly_paid',
  deny: 'denied',
  send_back: 'sent_back',
  reverse: 'reversed',
};

const isRefusal = (event: ClaimEvent | undefined): boolean => event === 'deny' || event === 'pay_partly';

/** Moves claims as a remittance decided, and says what is left to do about each. Tx: needs one that holds the claims. */
@Injectable()
export class SettleClaims {
  constructor(
    private readonly move: MoveClaim,
    private readonly news: ClaimNews,
    private readonly claims: ClaimsRepository,
    private readonly next: NextClaims,
  ) {}

  /** @param claims of many visits, in the order of the file */
  async execute(
    claims: readonly MatchedClaim[],
    { remittanceId, on }: { remittanceId: RemittanceId; on: BusinessDate },
  ): Promise<void> {
    const settled = claims.filter(({ decided: { event } }) => event === 'pay' || event === 'reverse');
    await this.news.allSettled(
      settled.map(({ row }) => row.id),
      'The payer has decided.',
    );
    const refused = claims.filter(({ decided: { event } }) => isRefusal(event));
    const appealsDueOn = await this.news.appealsDueOn(
      refused.map(({ row }) => row.id),
      on,
    );
    this.move.allIfPossible(
      claims.flatMap(({ claim, row, decided: { event } }) =>
        event
          ? [
              {
                claim: row,
                move: {
                  event,
                  cause: { type: 'remittance' as const, id: remittanceId },
                  payerClaimNumber: claim.payerClaimNumber,
                  appealDueOn: isRefusal(event) ? appealsDueOn.get(row.id)?.toString() : undefined,
                },
              },
            ]
          : [],
      ),
    );
    const raised = new Set<string>();
    for (const matched of claims) {
      const { row, decided } = matched;
      const { event } = decided;
      if (!event) continue;
      const appealDueOn = isRefusal(event) ? appealsDueOn.get(row.id) : undefined;
      if (raised.has(row.id) && (event === 'pay' || event === 'reverse'))
        await this.news.settled(row.id, `The payer decided: ${event}.`);
      if (await this.tell(row, { matched: decided.charges, appealDueOn })) raised.add(row.id);
      await this.follow(matched, on);
    }
  }

  /** What was left to a patient who has another plan is asked of that one. */
  private async follow({ claim, row, decided, nextCoverageId }: MatchedClaim, on: BusinessDate): Promise<void> {
    const left = Money.sum(decided.charges.map((charge) => charge.forwarded));
    if (!nextCoverageId || !left.isPositive()) return;
    const wasForwarded = claim.status.endsWith('_forwarded');
    const cause = { coverageId: nextCoverageId, decidedOn: on.toString(), wasForwarded };
    const { id, wasThere } = await this.next.follow(row, cause);
    if (!wasThere) return;
    const next = await this.claims.lock(id);
    // A draft tells what is so when it is sent; one that has left told the next plan something else.
    if (next.status === 'draft' || next.status === 'validated') return;
    await this.news.aboutClaim('claim_rework', next, { amount: left, facts: { reason: 'prior_payer_decided_again' } });
  }

  /** Whether somebody has something to look at. */
  private async tell(
    row: ClaimRow,
    { matched, appealDueOn }: { matched: MatchedClaim['decided']['charges']; appealDueOn?: BusinessDate },
  ): Promise<boolean> {
    const refused = Money.sum(matched.flatMap((charge) => [charge.denied, charge.notCovered]));
    const rework = Money.sum(matched.map((charge) => charge.rework));
    if (refused.isPositive())
      await this.news.aboutClaim('claim_denied', row, {
        amount: refused,
        dueOn: appealDueOn,
        facts: { mayAskPatient: matched.some((charge) => charge.notCovered.isPositive()) },
      });
    if (rework.isPositive()) await this.news.aboutClaim('claim_rework', row, { amount: rework });
    return refused.isPositive() || rework.isPositive();
  }

  /** A claim of the file as it is stored. */
  static readonly toRecord = ({ id, claim, row, decided }: MatchedClaim): NewRemittanceClaim => ({
    id,
    claim,
    claimId: row.id,
    outcome: (decided.event && OUTCOMES[decided.event]) ?? 'noted',
    lines: decided.lines,
  });
}
