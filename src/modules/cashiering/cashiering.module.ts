import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { DocumentsModule } from '../documents/documents.module';
import { LedgerModule } from '../ledger/ledger.module';
import { ReconciliationModule } from '../reconciliation/reconciliation.module';
import { TasksModule } from '../tasks/tasks.module';
import { AddDrawer } from './drawers/add-drawer';
import { CashReportingReader } from './cash-reporting.reader';
import { FindClosableDay } from './closing/closable-day';
import { CloseDay } from './close-day';
import { CloseDrawer } from './close-drawer';
import { DailyClosesReader } from './daily-closes.reader';
import { DrawerBooks } from './drawers/drawer-books';
import { DrawerMoment } from './drawers/drawer-moment';
import { DrawersReader } from './drawers.reader';
import { HandOverDrawer } from './hand-over-drawer';
import { CashReportingController } from './http/cash-reporting.controller';
import { DailyClosesController } from './http/daily-closes.controller';
import { DrawerCashController } from './http/drawer-cash.controller';
import { DrawersController } from './http/drawers.controller';
import { ReopenDayHandler } from './jobs/reopen-day.handler';
import { WatchCashJob } from './jobs/watch-cash.job';
import { MoveCash } from './move-cash';
import { OpenDrawer } from './open-drawer';
import { CashMovementsRepository } from './persistence/cash-movements.repository';
import { CashReceiptsReader } from './persistence/cash-receipts.reader';
import { DailyClosesRepository } from './persistence/daily-closes.repository';
import { DayFactsReader } from './persistence/day-facts.reader';
import { DrawerSessionsReader } from './persistence/drawer-sessions.reader';
import { DrawersRepository } from './persistence/drawers.repository';
import { LateCorrectionsReader } from './persistence/late-corrections.reader';
import { ReopeningsRepository } from './persistence/reopenings.repository';
import { RecordDayClose } from './closing/record-day-close';
import { RequestReopening } from './request-reopening';
import { SealDays } from './closing/seal-days';
import { TakeDownCash } from './drawers/take-down-cash';
import { TakeInCash } from './take-in-cash';
import { UnclosedDaysReader } from './unclosed-days.reader';
import { WatchCashPayers } from './drawers/watch-cash-payers';
import { WorkedDrawer } from './drawers/worked-drawer';
import { WriteDailyClose } from './closing/write-daily-close';

const DOORS = [
  AddDrawer,
  OpenDrawer,
  MoveCash,
  TakeInCash,
  HandOverDrawer,
  CloseDrawer,
  DrawersReader,
  CloseDay,
  RequestReopening,
  DailyClosesReader,
  UnclosedDaysReader,
  CashReportingReader,
];

/**
 * Cashiering: the cash in the drawers, and the end of the day.
 *
 * Owns: drawers, drawer_sessions, drawer_counts, cash_movements, cash_watermarks, daily_closes, daily_close_entries,
 * day_reopenings, cash_reports.
 * Doors: add-drawer, open-drawer, move-cash, take-in-cash, hand-over-drawer, close-drawer, drawers.reader, close-day,
 * request-reopening, daily-closes.reader, unclosed-days.reader, cash-reporting.reader and their views.
 * May call: everything to its left; reads the tables of access, clinics, charges, payments and ledger.
 * Never: tells what an open drawer should hold; a second opinion on an amount (all are the journal's).
 */
@Module({
  imports: [AccessModule, ClinicsModule, DocumentsModule, LedgerModule, ReconciliationModule, TasksModule],
  controllers: [DrawersController, DrawerCashController, DailyClosesController, CashReportingController],
  providers: [
    ...DOORS,
    WorkedDrawer,
    TakeDownCash,
    DrawerBooks,
    DrawerMoment,
    DrawersRepository,
    DrawerSessionsReader,
    CashMovementsRepository,
    FindClosableDay,
    WriteDailyClose,
    SealDays,
    RecordDayClose,
    DayFactsReader,
    DailyClosesRepository,
    LateCorrectionsReader,
    ReopeningsRepository,
    ReopenDayHandler,
    CashReceiptsReader,
    WatchCashPayers,
    WatchCashJob,
  ],
  exports: DOORS,
})
export class CashieringModule {}
