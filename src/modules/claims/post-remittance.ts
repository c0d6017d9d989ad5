import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { remittanceReader } from '../../domain/claims/read-835';
import type { Remittance } from '../../domain/claims/remittance';
import { balanceFailures, balanceWarnings } from '../../domain/claims/remittance-balance';
import { providerAdjustmentAccount } from '../../domain/claims/remittance-recipes';
import { streamX12 } from '../../domain/x12/envelope';
import { X12Error } from '../../domain/x12/x12-error';
import { x12Refusal } from '../../domain/x12/x12-refusal';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type RemittanceId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { KeptFiles, type SeenFile } from './files/kept-files';
import type { SuspendedPlan } from './posting/plan-remittance';
import { RemittanceDesk } from './posting/remittance-desk';
import { RemittanceRecords } from './remittance-records';
import type { PostedRemittanceView } from './remittance.view';
import { fileOfText, type TextFile } from './files/text-file';

/**
 * Posts a payment advice (835). A file that is not one, was cut off, or pays somebody else is refused and not kept. A
 * remittance that does not add up, or says what no remittance may, is suspended whole with line and segment named: nothing of
 * it is booked. Any other is booked whole; a claim in it that is not known here is put aside with its money.
 *
 * A file is looked over to its end first, then kept, then booked remittance by remittance; it is never in memory as a whole.
 *
 * Tx: opens one to keep the file, and one for each remittance of it; a file cut off between two of them is finished when it
 * comes again. Idempotent by: the file's bytes and the remittance's place in it, and payer and trace number (TRN02, TRN03): a
 * repeat changes nothing and gets the first answer. Posts: see {@link BookRemittance}; on the clinic's today, or its first
 * open day.
 * Errors: `x12_malformed`, `remittance_not_ours`.
 */
@Injectable()
export class PostRemittance {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: KeptFiles,
    private readonly desk: RemittanceDesk,
    private readonly records: RemittanceRecords,
    private readonly clock: Clock,
  ) {}

  execute(text: string): Promise<PostedRemittanceView> {
    return this.take(fileOfText(text));
  }

  /** As {@link execute}, for a file that is read while it is booked. */
  async take(file: TextFile): Promise<PostedRemittanceView> {
    const seen = await this.lookOver(file);
    const { id: fileId } = await this.files.keep('835', file, seen);
    const taken: Taken[] = [];
    for await (const remittance of streamX12(this.files.read(fileId).open(), remittanceReader))
      taken.push(await this.transactions.run(() => this.one(remittance, fileId)));
    const ids = [...new Set(taken.map(({ id }) => id))];
    return this.answer(
      ids,
      taken.every(({ isRepeat }) => isRepeat),
    );
  }

  /** Reads the file to its end without keeping anything of it. Errors: `x12_malformed`, `remittance_not_ours`. */
  private async lookOver(file: TextFile): Promise<SeenFile> {
    const hash = createHash('sha256');
    let [chars, remittances] = [0, 0];
    const measured = async function* () {
      for await (const chunk of file.open()) {
        hash.update(chunk);
        chars += chunk.length;
        yield chunk;
      }
    };
    try {
      for await (const { payee } of streamX12(measured(), remittanceReader)) {
        remittances += 1;
        await this.desk.assertOurs(payee);
      }
    } catch (error) {
      throw error instanceof X12Error ? x12Refusal(error) : error;
    }
    if (remittances === 0) throw new DomainError('x12_malformed', { detail: 'The file holds no remittance.' });
    return { sha256: hash.digest('hex'), chars };
  }

  private async one(remittance: Remittance, fileId: string): Promise<Taken> {
    const known = await this.records.inFile(fileId, remittance.position);
    if (known) return { id: known, isRepeat: true };
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

interface Taken {
  readonly id: RemittanceId;
  readonly isRepeat: boolean;
}

const TRACE_REUSED: SuspendedPlan = {
  reason: 'trace_reused',
  detail: 'segment TRN (TRN02): this trace number was posted before, with another amount.',
};

/** What keeps a remittance from being booked before anything is known of its claims. */
function suspicion(remittance: Remittance): SuspendedPlan | undefined {
  const { problem, providerAdjustments } = remittance;
  if (problem) return { reason: 'element_invalid', detail: problem.located };
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
      detail: `line ${unknown.textLine}, segment ${unknown.position} (PLB): the books do not know what the reason ${unknown.reason} means.`,
    }
  );
}
