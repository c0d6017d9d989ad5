import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { PatientsModule } from '../patients/patients.module';
import { AddAuthorization } from './add-authorization';
import { AddCoverage } from './add-coverage';
import { CoverageReader } from './coverage.reader';
import { GiveBackAuthorizationUnits } from './give-back-authorization-units';
import { CoverageController } from './http/coverage.controller';
import { PatientFileRepository } from './persistence/patient-file.repository';
import { SelfPayElectionsRepository } from './persistence/self-pay-elections.repository';
import { RecordSelfPayElection } from './record-self-pay-election';
import { RouteVisit } from './route-visit';
import { SetPayerPolicy } from './set-payer-policy';
import { UseAuthorizationUnits } from './use-authorization-units';

const DOORS = [
  AddAuthorization,
  AddCoverage,
  CoverageReader,
  RecordSelfPayElection,
  RouteVisit,
  SetPayerPolicy,
  UseAuthorizationUnits,
  GiveBackAuthorizationUnits,
];

/**
 * Coverage: which plans a patient has, what they allow, and so who is billed for each line of a visit.
 *
 * Owns: payers, payer_policies, coverages, authorizations, authorization_uses, self_pay_elections.
 * Doors: add-coverage, add-authorization, record-self-pay-election, set-payer-policy, coverage.reader, route-visit,
 * use-authorization-units, give-back-authorization-units, coverage.view.
 * May call: access, clinics, catalog, patients. Never: prices, charges, money.
 */
@Module({
  imports: [AccessModule, CatalogModule, ClinicsModule, PatientsModule],
  controllers: [CoverageController],
  providers: [...DOORS, PatientFileRepository, SelfPayElectionsRepository],
  exports: DOORS,
})
export class CoverageModule {}
