import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { TasksModule } from '../tasks/tasks.module';
import { ExportReport } from './export-report';
import { HandOutReport } from './hand-out-report';
import { ReportsController } from './http/reports.controller';
import { ReportCursor } from './persistence/report-cursor';
import { ReadReport } from './read-report';
import { ReportCatalog } from './report-catalog';
import { ResolveReportQuery } from './resolve-report-query';
import { RunReport } from './run-report';

const DOORS = [ReportCatalog, ReadReport, HandOutReport];

/**
 * Reports: what the accountant reads and takes away. Each report is one SQL file that says what it holds and how it ties;
 * none leaves the house while it differs from the ledger.
 *
 * Owns: journal_mappings, journal_batches, audit_seals.
 * Doors: report-catalog, read-report, hand-out-report.
 * May call: everything to its left; its SQL reads every table. Never: posts an entry, or keeps a figure of its own.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule],
  controllers: [ReportsController],
  providers: [...DOORS, ResolveReportQuery, ReportCursor, RunReport, ExportReport],
  exports: DOORS,
})
export class ReportsModule {}
