import { Module } from '@nestjs/common';
import { AccessModule } from '../modules/access/access.module';
import { CatalogModule } from '../modules/catalog/catalog.module';
import { ClaimsModule } from '../modules/claims/claims.module';
import { ClinicsModule } from '../modules/clinics/clinics.module';
import { CoverageModule } from '../modules/coverage/coverage.module';
import { LedgerModule } from '../modules/ledger/ledger.module';
import { PackagesModule } from '../modules/packages/packages.module';
import { PatientsModule } from '../modules/patients/patients.module';
import { DemoCatalog } from './demo-catalog';
import { DemoPeople } from './demo-people';
import { DemoServices } from './demo-services';
import { EnsureDemoClinic } from './ensure-demo-clinic';
import { OpenDemoClinics } from './open-demo-clinics';

/** The demo clinics, made through the same doors as real ones. Owns no table. Not part of a production process. */
@Module({
  imports: [
    AccessModule,
    ClinicsModule,
    LedgerModule,
    CatalogModule,
    PatientsModule,
    CoverageModule,
    PackagesModule,
    ClaimsModule,
  ],
  providers: [DemoCatalog, DemoPeople, DemoServices, EnsureDemoClinic, OpenDemoClinics],
  exports: [OpenDemoClinics],
})
export class DemoModule {}
