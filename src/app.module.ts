import { type DynamicModule, Module } from '@nestjs/common';
import type { Clock } from './kernel/clock';
import { AccessModule } from './modules/access/access.module';
import { ClinicsModule } from './modules/clinics/clinics.module';
import { LedgerModule } from './modules/ledger/ledger.module';
import { PatientsModule } from './modules/patients/patients.module';
import type { Settings } from './platform/config/config';
import { PlatformModule } from './platform/platform.module';
import { OperationsController } from './web/operations/operations.controller';

/** The whole service: the platform, the rooms from left to right, the pages. */
@Module({})
export class AppModule {
  static with(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(settings, clock), AccessModule, ClinicsModule, LedgerModule, PatientsModule],
      controllers: [OperationsController],
    };
  }
}
