import { Injectable } from '@nestjs/common';
import { claimFindings } from '../../domain/claims/claim-findings';
import { claimGates, type GateState } from '../../domain/claims/claim-gates';
import { hasShares } from '../../domain/claims/lines-of-charge';
import type { Finding } from '../../domain/claims/finding';
import type { ClaimId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { CloseTask } from '../tasks/close-task';
import { CodeSetsReader } from '../catalog/code-sets.reader';
import { type GatheredClaim, ClaimSources } from './preparing/claim-sources';
import { MoveClaim } from './posting/move-claim';
import { type ClaimRow, ClaimsRepository } from './persistence/claims.repository';

/** What a claim still needs. */
export interface CheckedClaim {
  readonly row: ClaimRow;
  readonly gathered: GatheredClaim;
  readonly findings: readonly Finding[];
  readonly gates: readonly GateState[];
  /** Whether it may be sent: no error, no gate it waits for. */
  readonly isReady: boolean;
}

/**
 * Looks a claim over: what a clearinghouse or payer would turn back, and what must be known before it is sent. A claim
 * that has not left becomes `validated`, or a `draft` again.
 *
 * Tx: joins or opens one; holds the claims. Errors: `claim_unknown`.
 */
@Injectable()
export class CheckClaim {
  constructor(
    private readonly transactions: Transactions,
    private readonly claims: ClaimsRepository,
    private readonly sources: ClaimSources,
    private readonly codeSets: CodeSetsReader,
    private readonly move: MoveClaim,
    private readonly tasks: CloseTask,
  ) {}

  execute(id: ClaimId): Promise<CheckedClaim> {
    return this.transactions.run(async () => {
      const row = await this.claims.lock(id);
      const [gathered] = await this.sources.gather([row.id]);
      return this.check(row, gathered as GatheredClaim);
    });
  }

  /** Several that are held already, in id order. */
  async all(rows: readonly ClaimRow[]): Promise<CheckedClaim[]> {
    const gathered = await this.sources.gather(rows.map((row) => row.id));
    const checked: CheckedClaim[] = [];
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const claim of gathered) {
      const row = byId.get(claim.facts.id);
      if (row) checked.push(await this.check(row, claim));
    }
    return checked;
  }

  private async check(row: ClaimRow, gathered: GatheredClaim): Promise<CheckedClaim> {
    const { facts, form, billing, gates: gateFacts } = gathered;
    const sets = await this.codeSets.codesFor({
      serviceCodes: facts.lines.map((line) => line.serviceCode),
      payerId: facts.coverage.payerId,
      on: gateFacts.dateOfService,
    });
    const expectedCodes = [...sets.values()].flatMap((set) => set.lines.map(({ code }) => code));
    const codesWithoutShares = [...sets.values()]
      .filter((set) => !hasShares(set.lines))
      .flatMap((set) => set.lines.map(({ code }) => code));
    const { planType } = facts.coverage;
    const { today } = gateFacts;
    const findings = claimFindings({ form, billing, planType, today, expectedCodes, codesWithoutShares });
    const gates = claimGates(gateFacts);
    const isReady =
      findings.every(({ severity }) => severity !== 'error') &&
      gates.every(({ isMet, isBlocking }) => isMet || !isBlocking);
    const event = isReady ? 'pass_checks' : 'fail_checks';
    const moved = this.move.ifPossible(row, { event, cause: { type: 'person' } });
    if (moved === 'validated' && row.status === 'rejected')
      await this.tasks.about('claim_rejected', row.id, 'It passes its checks again.');
    return { row: moved ? { ...row, status: moved } : row, gathered, findings, gates, isReady };
  }
}
