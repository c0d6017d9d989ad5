import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { PatientsModule } from '../patients/patients.module';
import { ChargesModule } from '../charges/charges.module';
import { DecideEstimateDispute } from './decide-estimate-dispute';
import { DeliverEstimate } from './deliver-estimate';
import { DisputedCharges } from './disputed-charges';
import { EstimateClock } from './estimate-clock';
import { EstimateItems } from './estimate-items';
import { EstimateDisputesReader } from './estimate-disputes.reader';
import { EstimateLimit } from './estimate-limit';
import { EstimatesReader } from './estimates.reader';
import { EstimateDisputesController } from './http/estimate-disputes.controller';
import { EstimatesController } from './http/estimates.controller';
import { IssueEstimate } from './issue-estimate';
import { LogCostQuestion } from './log-cost-question';
import { OpenEstimateDispute } from './open-estimate-dispute';
import { EstimateDisputesRepository } from './persistence/estimate-disputes.repository';
import { EstimateOverridesRepository } from './persistence/estimate-overrides.repository';
import { EstimatesRepository } from './persistence/estimates.repository';

/**
 * Estimates: what a patient who pays themselves may expect to be charged, by when they have to be told, and how what was
 * billed stands against it.
 *
 * Owns: estimates, estimate_overrides, estimate_disputes, estimate_dispute_charges. Refuses the charges room a visit that goes
 * far beyond an estimate (estimate-limit), and tells it which charges nobody may collect (disputed-charges), both by their marks.
 * Doors: issue-estimate, log-cost-question, deliver-estimate, estimates.reader, estimate.view, open-estimate-dispute,
 * decide-estimate-dispute, estimate-disputes.reader, estimate-dispute.view.
 * May call: access, clinics, catalog, patients, charges. Never: money; an estimate is no charge.
 */
@Module({
  imports: [AccessModule, ClinicsModule, CatalogModule, PatientsModule, ChargesModule],
  controllers: [EstimatesController, EstimateDisputesController],
  providers: [
    IssueEstimate,
    LogCostQuestion,
    DeliverEstimate,
    EstimateItems,
    EstimateClock,
    EstimatesReader,
    EstimatesRepository,
    EstimateLimit,
    EstimateOverridesRepository,
    OpenEstimateDispute,
    DecideEstimateDispute,
    EstimateDisputesReader,
    EstimateDisputesRepository,
    DisputedCharges,
  ],
  exports: [
    IssueEstimate,
    LogCostQuestion,
    DeliverEstimate,
    EstimatesReader,
    OpenEstimateDispute,
    DecideEstimateDispute,
    EstimateDisputesReader,
  ],
})
export class EstimatesModule {}
