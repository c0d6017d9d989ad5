import { Injectable } from '@nestjs/common';
import type { JournalLine } from '../../domain/ledger/journal';
import type { BusinessDate } from '../../kernel/business-date';
import type { LocationId } from '../../kernel/ids';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import { OpenDay } from '../ledger/open-day';
import { type JournalSource, PostJournalEntry } from '../ledger/post-journal-entry';

/** A movement of the bank to be booked. */
export interface BankMovement {
  readonly action: string;
  readonly source: JournalSource;
  readonly kind: string;
  /** The day it happened; booked on the first open day when that one is closed. */
  readonly on: BusinessDate;
  readonly lines: readonly JournalLine[];
  readonly facts: Readonly<Record<string, number | string>>;
}

/** Books what moves to, from and at the bank, and writes down who said so. Tx: needs one. */
@Injectable()
export class DepositBooks {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly openDay: OpenDay,
    private readonly journal: PostJournalEntry,
    private readonly audit: RecordAuditEvent,
  ) {}

  today(): Promise<BusinessDate> {
    return this.clinics.today();
  }

  /** Errors: `location_unknown`. */
  async location(id: LocationId): Promise<void> {
    await this.clinics.location(id);
  }

  /** The day of the books for something that happened on a day. */
  dayFor(on: BusinessDate): Promise<BusinessDate> {
    return this.openDay.for(on);
  }

  /** Errors: `period_closed` when the day was closed this very moment. */
  async post(movement: BankMovement): Promise<void> {
    await this.journal.execute({
      kind: movement.kind,
      source: movement.source,
      effectiveOn: await this.openDay.for(movement.on),
      lines: movement.lines,
    });
    await this.record(movement);
  }

  /** Only the trail, for what is booked elsewhere. */
  record({ action, source, facts }: Pick<BankMovement, 'action' | 'source' | 'facts'>): Promise<void> {
    return this.audit.execute({ action, subject: source, facts });
  }
}
