import { Injectable } from '@nestjs/common';
import { remittanceReader } from '../../domain/claims/read-835';
import type { Remittance } from '../../domain/claims/remittance';
import { balanceFailures, balanceWarnings } from '../../domain/claims/remittance-balance';
import { providerAdjustmentAccount } from '../../domain/claims/remittance-recipes';
import { readX12 } from '../../domain/x12/envelope';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type RemittanceId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { ClearinghouseFilesRepository } from './persistence/clearinghouse-files.repository';
import type { SuspendedPlan } from './plan-remittance';
import { RemittanceDesk } from './remittance-desk';
import { RemittanceRecords } from './remittance-records';
import type { PostedRemittanceView } from './remittance.view';
import { readingX12 } from '../../domain/x12/x12-refusal';

/**
 * Posts a payment advice (835). A file that is not one, was cut off, or pays somebody else is refused and not kept. A
 * remittance that does not add up, or says what no remittance may, is suspended whole with the segment named: nothing of
 * it is booked. Any other is booked whole; a claim in it that is not known here is put aside with its money.
 *
 * Tx: opens one. Idempotent by: the file's bytes, and payer and trace number (TRN02, TRN03): a repeat changes nothing and
 * gets the first answer. Posts: see {@link BookRemittance}; on the clinic's today, or its first open day.
 * Errors: `x12_malformed`, `remittance_not_ours`.
 */
@Injectable()
export class PostRemittance {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: ClearinghouseFilesRepository,
    private readonly desk: RemittanceDesk,
    private readonly records: RemittanceRecords,
    private readonly clock: Clock,
  ) {}

  async execute(text: string): Promise<PostedRemittanceView> {
    const remittances = readingX12(() => readX12(text, remittanceReader));
    if (remittances.length === 0) throw new DomainError('x12_malformed', { detail: 'The file holds no remittance.' });
    return this.transactions.run(async () => {
      await this.desk.assertOurs(remittances);
      const file = await this.files.store('835', text);
      const known = file.isNew ? [] : await this.records.ofFile(file.id);
      if (known.length > 0) return this.answer(known, true);
      const taken: { id: RemittanceId; isRepeat: boolean }[] = [];
      for (const remittance of remittances) taken.push(await this.take(remittance, file.id));
      return this.answer(
        taken.map(({ id }) => id),
        taken.every(({ isRepeat }) => isRepeat),
      );
    });
  }

  private async take(remittance: Remittance, fileId: string): Promise<{ id: RemittanceId; isRepeat: boolean }> {
    const earlier = await this.records.posted(remittance);
    if (earlier?.isSame) return { id: earlier.id, isRepeat: true };
    const id = newId<RemittanceId>(this.clock.now());
    const trouble = earlier ? TRACE_REUSED : suspicion(remittance);
    const about = { id, fileId, remittance, warnings: balanceWarnings(remittance).map(({ message }) => message) };
    if (trouble) await this.records.suspend(about, trouble);
    else await this.records.bookOrSuspend(about, await this.desk.postingDay());
    return { id, isRepeat: false };
  }

  private async answer(ids: readonly RemittanceId[], isRepeat: boolean): Promise<PostedRemittanceView> {
    const [id, ...furtherIds] = ids;
    invariant(id, 'a file that was taken has a remittance');
    return { ...(await this.records.get(id)), isRepeat, furtherIds };
  }
}

const TRACE_REUSED: SuspendedPlan = {
  reason: 'trace_reused',
  detail: 'segment TRN (TRN02): this trace number was posted before, with another amount.',
};

/** What keeps a remittance from being booked before anything is known of its claims. */
function suspicion(remittance: Remittance): SuspendedPlan | undefined {
  const { problem, providerAdjustments } = remittance;
  if (problem) return { reason: 'element_invalid', detail: problem.sentence };
  const failures = balanceFailures(remittance);
  if (failures.length > 0)
    return {
      reason: 'out_of_balance',
      detail: failures
        .slice(0, 10)
        .map(({ message }) => message)
        .join('; '),
    };
  const unknown = providerAdjustments.find(({ reason }) => providerAdjustmentAccount(reason) === undefined);
  return (
    unknown && {
      reason: 'provider_adjustment_unknown',
      detail: `segment ${unknown.position} (PLB): the books do not know what the reason ${unknown.reason} means.`,
    }
  );
}
