import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { TasksModule } from '../tasks/tasks.module';
import { AccountMappings } from './account-mappings';
import { AskForReopening } from './ask-for-reopening';
import { CheckReportQuery } from './check-report-query';
import { ClosePeriod } from './close-period';
import { ClosePeriodGuards } from './close-period-guards';
import { EntryTrailReader } from './entry-trail.reader';
import { ExportJournal } from './export-journal';
import { ExportReport } from './export-report';
import { FetchExport } from './fetch-export';
import { HandOutReport } from './hand-out-report';
import { ReportExportsController } from './http/exports.controller';
import { JournalsController } from './http/journals.controller';
import { PeriodsController } from './http/periods.controller';
import { ReportsController } from './http/reports.controller';
import { ExpireExportsJob } from './jobs/expire-exports.job';
import { ReopenPeriodHandler } from './jobs/reopen-period.handler';
import { RunExportJob } from './jobs/run-export.job';
import { SealAuditTrailJob } from './jobs/seal-audit-trail.job';
import { MakeExport } from './make-export';
import { PeriodsReader } from './periods.reader';
import { ExportsRepository } from './persistence/exports.repository';
import { JournalBatchesRepository } from './persistence/journal-batches.repository';
import { PeriodsRepository } from './persistence/periods.repository';
import { ReportCursor } from './persistence/report-cursor';
import { ReadReport } from './read-report';
import { ReportCatalog } from './report-catalog';
import { ReportExports } from './report-exports';
import { ReportFiltersReader } from './report-filters.reader';
import { RequestPeriodReopening } from './request-period-reopening';
import { ResolveReportQuery } from './resolve-report-query';
import { RunReport } from './run-report';
import { SealAuditTrail } from './seal-audit-trail';

const DOORS = [
  ReportCatalog,
  ReadReport,
  ReportFiltersReader,
  EntryTrailReader,
  HandOutReport,
  ReportExports,
  FetchExport,
  AccountMappings,
  ExportJournal,
  PeriodsReader,
  ClosePeriod,
  RequestPeriodReopening,
];

/**
 * Reports: what the accountant reads and takes away. Each report is one SQL file that says what it holds and how it ties;
 * none leaves the house while it differs from the ledger.
 *
 * Owns: journal_mappings, journal_batches, report_exports, report_export_chunks, audit_seals, period_reopenings.
 * Doors: report-catalog, read-report, report-filters.reader, entry-trail.reader, hand-out-report, report-exports, fetch-export, account-mappings, export-journal,
 * periods.reader, close-period, request-period-reopening and their views.
 * May call: everything to its left; its SQL reads every table. Never: posts an entry, or keeps a figure of its own.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule],
  controllers: [ReportsController, ReportExportsController, JournalsController, PeriodsController],
  providers: [
    ...DOORS,
    CheckReportQuery,
    ResolveReportQuery,
    ReportCursor,
    RunReport,
    ExportReport,
    SealAuditTrail,
    SealAuditTrailJob,
    MakeExport,
    RunExportJob,
    ExpireExportsJob,
    ExportsRepository,
    JournalBatchesRepository,
    PeriodsRepository,
    ClosePeriodGuards,
    AskForReopening,
    ReopenPeriodHandler,
  ],
  exports: DOORS,
})
export class ReportsModule {}
