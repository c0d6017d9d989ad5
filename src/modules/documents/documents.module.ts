import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ChargesModule } from '../charges/charges.module';
import { ClaimsModule } from '../claims/claims.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { EstimatesModule } from '../estimates/estimates.module';
import { PlansModule } from '../plans/plans.module';
import { PatientsModule } from '../patients/patients.module';
import { PaymentsModule } from '../payments/payments.module';
import { DocumentsReader } from './documents.reader';
import { Cms1500Controller } from './http/cms1500.controller';
import { PrintCms1500 } from './issuing/print-cms1500';
import { DisputeEvidenceController } from './http/dispute-evidence.controller';
import { EstimatePapersController } from './http/estimates.controller';
import { ReceiptsController } from './http/receipts.controller';
import { SuperbillsController } from './http/superbills.controller';
import { EstimateParties } from './sources/estimate-parties';
import { IssueEstimatePaper } from './issuing/issue-estimate-paper';
import { PapersController } from './http/papers.controller';
import { PlanAgreementsController } from './http/plan-agreements.controller';
import { IssueHsaFsaPack } from './issue-hsa-fsa-pack';
import { IssueInvoicePaper } from './issuing/issue-invoice-paper';
import { IssuePlanAgreement } from './issuing/issue-plan-agreement';
import { IssueReceipt } from './issue-receipt';
import { IssueStatement } from './issue-statement';
import { IssueSuperbill } from './issue-superbill';
import { DisputeFactsReader } from './persistence/dispute-facts.reader';
import { IssueVersion } from './issuing/issue-version';
import { PaperSources } from './sources/paper-sources';
import { DocumentsRepository } from './persistence/documents.repository';
import { HsaFsaFactsReader } from './persistence/hsa-fsa-facts.reader';
import { ReceiptFactsReader } from './persistence/receipt-facts.reader';
import { StatementFactsReader } from './persistence/statement-facts.reader';
import { SuperbillFactsReader } from './persistence/superbill-facts.reader';
import { PrepareDisputeEvidence } from './issuing/prepare-dispute-evidence';
import { PrintDailyClose } from './print-daily-close';
import { ReceiptSources } from './sources/receipt-sources';
import { ReissueVoidedReceipt } from './issuing/reissue-voided-receipt';
import { SuperbillSources } from './sources/superbill-sources';

const DOORS = [
  IssueSuperbill,
  IssueReceipt,
  IssueInvoicePaper,
  IssueStatement,
  IssueHsaFsaPack,
  IssueEstimatePaper,
  IssuePlanAgreement,
  PrintDailyClose,
  PrintCms1500,
  PrepareDisputeEvidence,
  DocumentsReader,
];

/**
 * Documents: the papers a patient takes away, numbered, frozen and printed.
 *
 * Owns: documents (number, version, what was said, bytes, SHA-256).
 * Doors: issue-superbill, issue-receipt, issue-invoice-paper, issue-statement, issue-hsa-fsa-pack, issue-estimate-paper,
 * issue-plan-agreement, print-daily-close, print-cms1500, prepare-dispute-evidence, documents.reader and their views.
 * May call: access, clinics, catalog, patients, charges, payments, plans, estimates, claims; reads the tables of coverage, charges, ledger and
 * payments.
 * Never: a balance of its own (amounts come from charges, allocations and open items), the network.
 */
@Module({
  imports: [
    AccessModule,
    CatalogModule,
    ChargesModule,
    ClinicsModule,
    PatientsModule,
    PaymentsModule,
    PlansModule,
    EstimatesModule,
    ClaimsModule,
  ],
  controllers: [
    Cms1500Controller,
    SuperbillsController,
    ReceiptsController,
    PapersController,
    EstimatePapersController,
    PlanAgreementsController,
    DisputeEvidenceController,
  ],
  providers: [
    ...DOORS,
    DisputeFactsReader,
    DocumentsRepository,
    EstimateParties,
    HsaFsaFactsReader,
    IssueVersion,
    PaperSources,
    StatementFactsReader,
    ReceiptFactsReader,
    ReceiptSources,
    ReissueVoidedReceipt,
    SuperbillFactsReader,
    SuperbillSources,
  ],
  exports: DOORS,
})
export class DocumentsModule {}
