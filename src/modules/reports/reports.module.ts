import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { TasksModule } from '../tasks/tasks.module';
import { AskForReopening } from './ask-for-reopening';
import { ClosePeriod } from './close-period';
import { ClosePeriodGuards } from './close-period-guards';
import { ExportReport } from './export-report';
import { HandOutReport } from './hand-out-report';
import { PeriodsController } from './http/periods.controller';
import { ReportsController } from './http/reports.controller';
import { ReopenPeriodHandler } from './jobs/reopen-period.handler';
import { SealAuditTrailJob } from './jobs/seal-audit-trail.job';
import { PeriodsReader } from './periods.reader';
import { PeriodsRepository } from './persistence/periods.repository';
import { ReportCursor } from './persistence/report-cursor';
import { ReadReport } from './read-report';
import { ReportCatalog } from './report-catalog';
import { RequestPeriodReopening } from './request-period-reopening';
import { ResolveReportQuery } from './resolve-report-query';
import { RunReport } from './run-report';
import { SealAuditTrail } from './seal-audit-trail';

const DOORS = [ReportCatalog, ReadReport, HandOutReport, PeriodsReader, ClosePeriod, RequestPeriodReopening];

/**
 * Reports: what the accountant reads and takes away. Each report is one SQL file that says what it holds and how it ties;
 * none leaves the house while it differs from the ledger.
 *
 * Owns: journal_mappings, journal_batches, audit_seals, period_reopenings.
 * Doors: report-catalog, read-report, hand-out-report, periods.reader, close-period, request-period-reopening and their views.
 * May call: everything to its left; its SQL reads every table. Never: posts an entry, or keeps a figure of its own.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule],
  controllers: [ReportsController, PeriodsController],
  providers: [
    ...DOORS,
    ResolveReportQuery,
    ReportCursor,
    RunReport,
    ExportReport,
    SealAuditTrail,
    SealAuditTrailJob,
    PeriodsRepository,
    ClosePeriodGuards,
    AskForReopening,
    ReopenPeriodHandler,
  ],
  exports: DOORS,
})
export class ReportsModule {}
