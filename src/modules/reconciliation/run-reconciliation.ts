import { Injectable } from '@nestjs/common';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { Period } from '../payments/processor-balance';
import { MirrorProcessor } from './mirror-processor';
import { Reconcile } from './reconcile';
import type { ReconciliationDetailView } from './reconciliation.view';
import { ReconciliationsReader } from './reconciliations.reader';

const USUAL_DAYS = 31;
const MOST_DAYS = 92;

export interface RunReconciliationInput {
  /** A month before the end unless told; at most 92 days are compared at once. */
  readonly from?: BusinessDate;
  /** Today unless told. */
  readonly to?: BusinessDate;
}

/**
 * Compares processor, ledger and bank because somebody asks: reads the processor first, for all clinics of the account.
 *
 * Tx: forbids one around it. Idempotent by: {@link Reconcile}. Errors: `period_invalid`, `processor_unavailable`.
 */
@Injectable()
export class RunReconciliation {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly mirror: MirrorProcessor,
    private readonly reconcile: Reconcile,
    private readonly reader: ReconciliationsReader,
    private readonly clock: Clock,
  ) {}

  async execute(input: RunReconciliationInput): Promise<ReconciliationDetailView> {
    invariant(!this.tx.isOpen, 'the processor is read outside any transaction');
    const today = await this.clinics.today();
    const to = input.to ?? today;
    const from = input.from ?? to.subtract({ days: USUAL_DAYS });
    if (compareDates(to, today) > 0 || compareDates(from, to) > 0 || from.until(to).days > MOST_DAYS)
      throw new DomainError('period_invalid', { detail: `Name up to ${MOST_DAYS} days that have come.` });
    const { timeZone } = await this.clinics.settings();
    const start = from.toZonedDateTime(timeZone).toInstant();
    await this.read({ from: start, to: this.clock.now().add({ minutes: 1 }) });
    return this.reader.get(await this.reconcile.execute('request', { from, to }));
  }

  private async read(period: Period): Promise<void> {
    try {
      await this.mirror.execute(period);
    } catch (error) {
      throw error instanceof DomainError && error.code === 'checkout_unavailable'
        ? new DomainError('processor_unavailable', { cause: error })
        : error;
    }
  }
}
