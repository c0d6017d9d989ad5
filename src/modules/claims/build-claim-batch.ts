import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { write837p } from '../../domain/claims/write-837p';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type ClaimId, newId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { Jobs } from '../../platform/queue/jobs';
import { CheckClaim, type CheckedClaim } from './check-claim';
import type { ClaimBatchId, ClaimBatchView } from './claim-batch.view';
import { ClaimBatchRecords } from './claim-batch-records';
import { ClaimSources } from './preparing/claim-sources';

/** Which claims to send. */
export interface BuildClaimBatchInput {
  /** These, all of them or none; every validated claim unless told. */
  readonly claimIds?: readonly ClaimId[];
  /** Of this payer alone. */
  readonly payerId?: string;
}

export const SEND_CLAIM_BATCH = 'claims:send-batch';

/**
 * Puts claims of one payer into an 837P file and stores it; a job hands it to the clearinghouse. Each claim is looked over
 * once more, as it would leave: one that lacks something stops a file it was named for, and is left out of one that takes
 * whatever is ready.
 *
 * Tx: joins or opens one; holds the claims, then the clinic's control number. Idempotent by: the claims' state.
 * Errors: `claim_unknown`; `claim_not_ready` naming each claim and what it lacks; `claim_state_conflict` for one that has
 * left; `claim_batch_mixed_payers`; `claims_nothing_ready`.
 */
@Injectable()
export class BuildClaimBatch {
  constructor(
    private readonly transactions: Transactions,
    private readonly records: ClaimBatchRecords,
    private readonly checks: CheckClaim,
    private readonly sources: ClaimSources,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  execute(input: BuildClaimBatchInput): Promise<ClaimBatchView> {
    return this.transactions.run(async () => {
      const rows = await this.records.lockClaims(input);
      const checked = await this.checks.all(rows);
      if (input.claimIds) assertReady(checked);
      const ready = checked.filter((claim) => claim.isReady && claim.row.status === 'validated');
      const payerId = onlyPayer(ready);
      const id = newId<ClaimBatchId>(this.clock.now());
      const controlNumber = await this.records.takeControlNumber();
      const text = await this.fileOf(ready, controlNumber);
      await this.records.insert(ready, {
        id,
        payerId,
        controlNumber,
        totalCents: Money.sum(ready.map(({ gathered }) => gathered.form.total)).toJSON(),
        text,
        sha256: createHash('sha256').update(text).digest('hex'),
        claimIds: ready.map(({ row }) => row.id),
      });
      await this.jobs.enqueue(SEND_CLAIM_BATCH, { batchId: id });
      return this.records.get(id);
    });
  }

  private async fileOf(ready: readonly CheckedClaim[], controlNumber: number): Promise<string> {
    const { clinic, settings } = await this.sources.desk();
    const [first] = ready as readonly [CheckedClaim];
    return write837p({
      header: {
        senderId: settings.submitterId,
        receiverId: settings.receiverId,
        at: this.clock.now().toZonedDateTimeISO(clinic.timeZone).toPlainDateTime(),
        usage: settings.usage === 'production' ? 'P' : 'T',
        interchangeNumber: controlNumber,
        groupNumber: controlNumber,
        transactionNumber: controlNumber,
      },
      reference: `B${String(controlNumber).padStart(4, '0')}`,
      submitter: {
        name: clinic.name,
        id: settings.submitterId,
        contactName: settings.contactName,
        contactPhone: clinic.phone.replace(/\D/g, '').slice(-10),
        receiverName: settings.receiverName,
        receiverId: settings.receiverId,
      },
      billing: first.gathered.billing,
      claims: ready.map(({ gathered }) => gathered.form),
    });
  }
}

function assertReady(checked: readonly CheckedClaim[]): void {
  for (const { row } of checked)
    if (row.status !== 'validated' && row.status !== 'draft')
      throw new DomainError('claim_state_conflict', {
        detail: `Claim ${row.control_number} is ${row.status.replace('_', ' ')}; it cannot be sent now.`,
        facts: { claimId: row.id, status: row.status },
      });
  const lacking = checked.filter(({ isReady }) => !isReady);
  if (lacking.length === 0) return;
  throw new DomainError('claim_not_ready', {
    detail: `${lacking.length} of the claims cannot be sent yet. Nothing was sent.`,
    facts: {
      claims: lacking.map(({ row, findings, gates }) => ({
        claimId: row.id,
        findings: findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
        missing: gates.filter(({ isMet, isBlocking }) => isBlocking && !isMet).map(({ gate }) => gate),
      })),
    },
  });
}

function onlyPayer(ready: readonly CheckedClaim[]): string {
  const payerIds = [...new Set(ready.map(({ row }) => row.payer_id))];
  const [payerId] = payerIds;
  if (payerId === undefined)
    throw new DomainError('claims_nothing_ready', { detail: 'No claim is waiting to be sent.' });
  if (payerIds.length > 1)
    throw new DomainError('claim_batch_mixed_payers', {
      detail: 'The claims go to several payers: send a file to each.',
      facts: { payerIds },
    });
  return payerId;
}
