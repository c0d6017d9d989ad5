import { BooksController } from '../books/books.controller';
import { CashWatchController } from '../days/cash-watch.controller';
import { DayClosingController } from '../days/day-closing.controller';
import { DayDesk } from '../days/day-desk';
import { DayPages } from '../days/day-pages';
import { DaysController } from '../days/days.controller';
import { DrawerDesk } from '../drawers/drawer-desk';
import { DrawerMovementsController } from '../drawers/drawer-movements.controller';
import { DrawerPages } from '../drawers/drawer-pages';
import { DrawerSessionsController } from '../drawers/drawer-sessions.controller';
import { DrawersController } from '../drawers/drawers.controller';
import { EntryPagesController } from '../reports/entries.controller';
import { ExportPagesController } from '../reports/exports.controller';
import { JournalPagesController } from '../reports/journals.controller';
import { PeriodPagesController } from '../reports/periods.controller';
import { ReportDesk } from '../reports/report-desk';
import { ReportPagesController } from '../reports/reports.controller';
import { PoliciesController } from '../settings/policies.controller';

/** Pages of the drawer, the day and the books. */
export const BOOKS_PAGES = {
  controllers: [
    PoliciesController,
    BooksController,
    ReportPagesController,
    EntryPagesController,
    PeriodPagesController,
    JournalPagesController,
    ExportPagesController,
    DrawerSessionsController,
    DrawerMovementsController,
    DrawersController,
    CashWatchController,
    DayClosingController,
    DaysController,
  ],
  providers: [DrawerDesk, DrawerPages, DayDesk, DayPages, ReportDesk],
} as const;
