import { type DynamicModule, Module } from '@nestjs/common';
import { DemoModule } from './demo/demo.module';
import type { Clock } from './kernel/clock';
import { AccessModule } from './modules/access/access.module';
import { CashieringModule } from './modules/cashiering/cashiering.module';
import { CatalogModule } from './modules/catalog/catalog.module';
import { ChargesModule } from './modules/charges/charges.module';
import { ClaimsModule } from './modules/claims/claims.module';
import { ClinicsModule } from './modules/clinics/clinics.module';
import { CoverageModule } from './modules/coverage/coverage.module';
import { DocumentsModule } from './modules/documents/documents.module';
import { EstimatesModule } from './modules/estimates/estimates.module';
import { GroupsModule } from './modules/groups/groups.module';
import { LedgerModule } from './modules/ledger/ledger.module';
import { NoticesModule } from './modules/notices/notices.module';
import { PackagesModule } from './modules/packages/packages.module';
import { PatientsModule } from './modules/patients/patients.module';
import { PaymentsModule } from './modules/payments/payments.module';
import { PlansModule } from './modules/plans/plans.module';
import { ReconciliationModule } from './modules/reconciliation/reconciliation.module';
import { TasksModule } from './modules/tasks/tasks.module';
import { ReportsModule } from './modules/reports/reports.module';
import type { Settings } from './platform/config/config';
import { PlatformModule } from './platform/platform.module';
import { OperationsController } from './web/operations/operations.controller';
import { WebModule } from './web/web.module';

/** The rooms from left to right; each may call only what stands before it. */
const ROOMS = [
  AccessModule,
  ClinicsModule,
  TasksModule,
  NoticesModule,
  LedgerModule,
  CatalogModule,
  PatientsModule,
  CoverageModule,
  ChargesModule,
  PaymentsModule,
  GroupsModule,
  PlansModule,
  PackagesModule,
  ClaimsModule,
  EstimatesModule,
  DocumentsModule,
  ReconciliationModule,
  CashieringModule,
  ReportsModule,
];

/** The whole service: the platform, the rooms, the pages. */
@Module({})
export class AppModule {
  static with(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(settings, clock),
        ...ROOMS,
        WebModule,
        ...(settings.nodeEnv === 'production' ? [] : [DemoModule]),
      ],
      controllers: [OperationsController],
    };
  }
}
