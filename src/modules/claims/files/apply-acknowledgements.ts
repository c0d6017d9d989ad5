import { Injectable } from '@nestjs/common';
import type { ClaimEvent } from '../../../domain/claims/claim-state';
import type { Acknowledgement } from '../../../domain/claims/read-acknowledgement';
import { categoryMeans, type ClaimAcknowledgement } from '../../../domain/claims/read-277ca';
import { type FileAcknowledgement, isAccepted } from '../../../domain/claims/read-999';
import { Money } from '../../../kernel/money';
import type { AcknowledgementView } from '../acknowledgement.view';
import { ClaimNews } from '../posting/claim-news';
import { MoveClaim } from '../posting/move-claim';
import { ClaimBatchesRepository } from '../persistence/claim-batches.repository';
import { type ClaimRow, ClaimsRepository } from '../persistence/claims.repository';

const CONTROL_NUMBER = /^\d{1,9}$/;

/** Moves files and claims as acknowledgements say. Tx: needs one. */
@Injectable()
export class ApplyAcknowledgements {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly batches: ClaimBatchesRepository,
    private readonly move: MoveClaim,
    private readonly news: ClaimNews,
  ) {}

  async execute(acknowledgement: Acknowledgement, fileId: string): Promise<AcknowledgementView[]> {
    if (acknowledgement.kind === '999') return [await this.applyToFile(acknowledgement, fileId)];
    const { claims } = acknowledgement;
    const rows = await this.claims.lockByControlNumbers(claims.map(({ controlNumber }) => controlNumber));
    const views: AcknowledgementView[] = [];
    for (const claim of claims) views.push(await this.applyToClaim(claim, rows, fileId));
    return views;
  }

  /** A file of ours holds one transaction: what is said of it is said of all its claims. */
  private async applyToFile(acknowledged: FileAcknowledgement, fileId: string): Promise<AcknowledgementView> {
    const [transaction] = acknowledged.transactions;
    const code = transaction?.code || acknowledged.code;
    const reference = acknowledged.groupControlNumber;
    const detail = transaction && transaction.errors.length > 0 ? transaction.errors.join('; ').slice(0, 1000) : null;
    const known = { kind: '999', reference, claimId: null, code, detail } as const;
    const batch = CONTROL_NUMBER.test(reference)
      ? await this.batches.lockByControlNumber(Number(reference))
      : undefined;
    if (!batch) return { ...known, batchId: null, outcome: 'unmatched' };
    const outcome = isAccepted(code) ? 'accepted' : 'rejected';
    await this.batches.setStatus(batch.id, outcome);
    const event = outcome === 'accepted' ? 'acknowledge' : 'reject';
    for (const row of await this.claims.lockAll(batch.claim_ids))
      await this.moveClaim(row, { event, fileId, note: `999 ${code}` });
    return { ...known, batchId: batch.id, outcome };
  }

  private async applyToClaim(
    claim: ClaimAcknowledgement,
    rows: readonly ClaimRow[],
    fileId: string,
  ): Promise<AcknowledgementView> {
    const { controlNumber, category, statusCode, payerClaimNumber } = claim;
    const row = rows.find((candidate) => candidate.control_number === controlNumber);
    const known = {
      kind: '277CA',
      reference: controlNumber,
      batchId: null,
      code: category,
      detail: statusCode,
    } as const;
    if (!row) return { ...known, claimId: null, outcome: 'unmatched' };
    const event = categoryMeans(category);
    const note = `277CA ${category}:${statusCode}`;
    const moved = event ? await this.moveClaim(row, { event, fileId, note, payerClaimNumber }) : false;
    const outcome = moved ? (event === 'accept' ? 'accepted' : 'rejected') : 'noted';
    return { ...known, claimId: row.id, outcome };
  }

  private async moveClaim(
    row: ClaimRow,
    move: { event: ClaimEvent; fileId: string; note: string; payerClaimNumber?: string },
  ): Promise<boolean> {
    const { event, fileId, note, payerClaimNumber } = move;
    const cause = { type: 'acknowledgement', id: fileId, note } as const;
    if (!this.move.ifPossible(row, { event, cause, payerClaimNumber })) return false;
    if (event === 'reject')
      await this.news.aboutClaim('claim_rejected', row, {
        amount: Money.fromColumn(row.total_cents),
        facts: { code: note },
      });
    return true;
  }
}
