import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { acceptX12Bodies } from '../../platform/http/x12-body';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { PatientsModule } from '../patients/patients.module';
import { AddAuthorization } from './add-authorization';
import { AddCoverage } from './add-coverage';
import { AssertDisclosable } from './disclosure/assert-disclosable';
import { CoverageReader } from './coverage.reader';
import { EligibilityRecords } from './eligibility-records';
import { GiveBackAuthorizationUnits } from './give-back-authorization-units';
import { CoverageController } from './http/coverage.controller';
import { EligibilityController } from './http/eligibility.controller';
import { EligibilityRepository } from './persistence/eligibility.repository';
import { KeptFromPlans } from './disclosure/kept-from-plans';
import { NextPlans } from './next-plans';
import { PatientFileRepository } from './persistence/patient-file.repository';
import { ReceiveEligibility } from './receive-eligibility';
import { RecordEligibility } from './record-eligibility';
import { SelfPayElectionsRepository } from './persistence/self-pay-elections.repository';
import { RecordSelfPayElection } from './record-self-pay-election';
import { RecordRouting } from './record-routing';
import { RoutingController } from './http/routing.controller';
import { RoutingDecisionsReader } from './routing-decisions.reader';
import { RoutingPolicies } from './routing-policies';
import { RouteVisit } from './route-visit';
import { SetPayerPolicy } from './set-payer-policy';
import { UseAuthorizationUnits } from './units/use-authorization-units';

const DOORS = [
  AddAuthorization,
  AddCoverage,
  CoverageReader,
  RecordSelfPayElection,
  RouteVisit,
  SetPayerPolicy,
  UseAuthorizationUnits,
  GiveBackAuthorizationUnits,
  AssertDisclosable,
  NextPlans,
  EligibilityRecords,
  RecordEligibility,
  ReceiveEligibility,
  RecordRouting,
  RoutingDecisionsReader,
  RoutingPolicies,
];

/**
 * Coverage: which plans a patient has, what they allow, and so who is billed for each line of a visit.
 *
 * Owns: payers, payer_policies, coverages, authorizations, authorization_uses, self_pay_elections,
 * eligibility_files, eligibility_snapshots, clinic_routing_policies, routing_decisions.
 * Doors: add-coverage, add-authorization, record-self-pay-election, set-payer-policy, coverage.reader, route-visit,
 * use-authorization-units, give-back-authorization-units, coverage.view, record-eligibility, receive-eligibility,
 * eligibility-records, assert-disclosable, next-plans, record-routing, routing-decisions.reader, routing-policies.
 * May call: access, clinics, catalog, patients. Never: prices, charges, money.
 */
@Module({
  imports: [AccessModule, CatalogModule, ClinicsModule, PatientsModule],
  controllers: [CoverageController, EligibilityController, RoutingController],
  providers: [...DOORS, KeptFromPlans, PatientFileRepository, EligibilityRepository, SelfPayElectionsRepository],
  exports: DOORS,
})
export class CoverageModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** A worker has no HTTP server and needs no parser. */
  onModuleInit(): void {
    const adapter: unknown = this.host.httpAdapter;
    if (adapter instanceof FastifyAdapter) acceptX12Bodies(adapter);
  }
}
