import { Module } from '@nestjs/common';
import { ClinicsModule } from '../clinics/clinics.module';
import { BalancesReader } from './balances.reader';
import { CloseLedgerDay } from './close-ledger-day';
import { CloseLedgerMonth } from './close-ledger-month';
import { EntriesReader } from './entries.reader';
import { LedgerController } from './http/ledger.controller';
import { KeepLedgerJob } from './jobs/keep-ledger.job';
import { OpenDay } from './open-day';
import { OpenBooks } from './open-books';
import { JournalRepository } from './persistence/journal.repository';
import { PostJournalEntry } from './post-journal-entry';
import { ReverseJournalEntry } from './reverse-journal-entry';

/**
 * Ledger: the double-entry journal every balance, report and document is derived from.
 *
 * Owns: ledger_accounts, ledger_books, ledger_day_changes, ledger_month_changes, journal_entries, journal_lines, late_postings, and what is kept
 * from them: open_items, account_days, account_months, journal_seals.
 * Doors: post-journal-entry, reverse-journal-entry, open-books, open-day, close-ledger-day, close-ledger-month, balances.reader,
 * entries.reader, keep-ledger.job.
 * May call: clinics. Never: learns what a visit or a tender is; edits or deletes a line (Postgres refuses too).
 */
@Module({
  imports: [ClinicsModule],
  controllers: [LedgerController],
  providers: [
    PostJournalEntry,
    ReverseJournalEntry,
    OpenBooks,
    OpenDay,
    CloseLedgerDay,
    CloseLedgerMonth,
    BalancesReader,
    EntriesReader,
    JournalRepository,
    KeepLedgerJob,
  ],
  exports: [
    PostJournalEntry,
    ReverseJournalEntry,
    OpenBooks,
    OpenDay,
    CloseLedgerDay,
    CloseLedgerMonth,
    BalancesReader,
    EntriesReader,
  ],
})
export class LedgerModule {}
