import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { EstimatesModule } from '../estimates/estimates.module';
import { PatientsModule } from '../patients/patients.module';
import { DocumentsReader } from './documents.reader';
import { EstimatePapersController } from './http/estimates.controller';
import { ReceiptsController } from './http/receipts.controller';
import { SuperbillsController } from './http/superbills.controller';
import { EstimateParties } from './estimate-parties';
import { IssueEstimatePaper } from './issue-estimate-paper';
import { IssueReceipt } from './issue-receipt';
import { IssueSuperbill } from './issue-superbill';
import { DocumentsRepository } from './persistence/documents.repository';
import { ReceiptFactsReader } from './persistence/receipt-facts.reader';
import { SuperbillFactsReader } from './persistence/superbill-facts.reader';
import { PrintDailyClose } from './print-daily-close';
import { ReceiptSources } from './receipt-sources';
import { SuperbillSources } from './superbill-sources';

const DOORS = [IssueSuperbill, IssueReceipt, IssueEstimatePaper, PrintDailyClose, DocumentsReader];

/**
 * Documents: the papers a patient takes away, numbered, frozen and printed.
 *
 * Owns: documents (number, version, what was said, bytes, SHA-256).
 * Doors: issue-superbill, issue-receipt, issue-estimate-paper, print-daily-close, documents.reader and their views.
 * May call: access, clinics, catalog, patients, estimates; reads the tables of coverage, charges, ledger and payments.
 * Never: a balance of its own (amounts come from charges, allocations and open items), the network.
 */
@Module({
  imports: [AccessModule, CatalogModule, ClinicsModule, PatientsModule, EstimatesModule],
  controllers: [SuperbillsController, ReceiptsController, EstimatePapersController],
  providers: [
    ...DOORS,
    DocumentsRepository,
    EstimateParties,
    ReceiptFactsReader,
    ReceiptSources,
    SuperbillFactsReader,
    SuperbillSources,
  ],
  exports: DOORS,
})
export class DocumentsModule {}
