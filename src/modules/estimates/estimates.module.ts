import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { PatientsModule } from '../patients/patients.module';
import { DeliverEstimate } from './deliver-estimate';
import { EstimateClock } from './estimate-clock';
import { EstimateItems } from './estimate-items';
import { EstimatesReader } from './estimates.reader';
import { EstimatesController } from './http/estimates.controller';
import { IssueEstimate } from './issue-estimate';
import { LogCostQuestion } from './log-cost-question';
import { EstimatesRepository } from './persistence/estimates.repository';

/**
 * Estimates: what a patient who pays themselves may expect to be charged, by when they have to be told, and how what was
 * billed stands against it.
 *
 * Owns: estimates.
 * Doors: issue-estimate, log-cost-question, deliver-estimate, estimates.reader, estimate.view.
 * May call: access, clinics, catalog, patients, charges. Never: money; an estimate is no charge.
 */
@Module({
  imports: [AccessModule, ClinicsModule, CatalogModule, PatientsModule],
  controllers: [EstimatesController],
  providers: [
    IssueEstimate,
    LogCostQuestion,
    DeliverEstimate,
    EstimateItems,
    EstimateClock,
    EstimatesReader,
    EstimatesRepository,
  ],
  exports: [IssueEstimate, LogCostQuestion, DeliverEstimate, EstimatesReader],
})
export class EstimatesModule {}
