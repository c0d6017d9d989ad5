import { Injectable } from '@nestjs/common';
import type { CancellationFigures } from '../../domain/packages/cancel-package';
import type { BusinessDate } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PackageId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import { OpenDay } from '../ledger/open-day';
import { type LockedPackage, PackagesRepository } from './persistence/packages.repository';

/** The row, the day and the audit trail of a cancellation. Tx: needs one. */
@Injectable()
export class PackageClosing {
  constructor(
    private readonly packages: PackagesRepository,
    private readonly clinics: ClinicsReader,
    private readonly openDay: OpenDay,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** Errors: `package_unknown`; `payment_disputed` while a bank has taken money of it back. */
  async lock(id: PackageId): Promise<LockedPackage> {
    const locked = await this.packages.lock(id);
    if (!locked) throw new DomainError('package_unknown', { detail: 'This clinic has no such package.' });
    if ((await this.packages.payments(id)).some(({ state }) => state === 'disputed'))
      throw new DomainError('payment_disputed', {
        detail: 'The bank has taken money of this package back for now. Cancel it once the dispute is decided.',
      });
    return locked;
  }

  /** The day it stands on in the books. */
  async day(): Promise<BusinessDate> {
    return this.openDay.for(await this.clinics.today());
  }

  async record(id: PackageId, { reason, refund, kept }: CancellationFigures & { reason: string }): Promise<void> {
    const { kind, id: actorId } = this.context.actor;
    await this.packages.setCanceled(id, {
      at: toDate(this.clock.now()),
      on: (await this.clinics.today()).toString(),
      reason,
      keptCents: kept.toCents().toString(),
      by: { kind, id: actorId },
    });
    await this.audit.execute({
      action: 'package.cancel',
      subject: { type: 'package', id },
      facts: { refundCents: refund.toJSON(), keptCents: kept.toJSON() },
    });
  }
}
