import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { PatientsModule } from '../patients/patients.module';
import { PaymentsModule } from '../payments/payments.module';
import { DocumentsReader } from './documents.reader';
import { DisputeEvidenceController } from './http/dispute-evidence.controller';
import { ReceiptsController } from './http/receipts.controller';
import { SuperbillsController } from './http/superbills.controller';
import { IssueReceipt } from './issue-receipt';
import { IssueSuperbill } from './issue-superbill';
import { DisputeFactsReader } from './persistence/dispute-facts.reader';
import { DocumentsRepository } from './persistence/documents.repository';
import { ReceiptFactsReader } from './persistence/receipt-facts.reader';
import { SuperbillFactsReader } from './persistence/superbill-facts.reader';
import { PrepareDisputeEvidence } from './prepare-dispute-evidence';
import { ReceiptSources } from './receipt-sources';
import { SuperbillSources } from './superbill-sources';

const DOORS = [IssueSuperbill, IssueReceipt, PrepareDisputeEvidence, DocumentsReader];

/**
 * Documents: the papers a patient takes away, numbered, frozen and printed.
 *
 * Owns: documents (number, version, what was said, bytes, SHA-256).
 * Doors: issue-superbill, issue-receipt, prepare-dispute-evidence, documents.reader and their views.
 * May call: access, clinics, catalog, patients, payments; reads the tables of coverage, charges, ledger and payments.
 * Never: a balance of its own (amounts come from charges, allocations and open items), the network.
 */
@Module({
  imports: [AccessModule, CatalogModule, ClinicsModule, PatientsModule, PaymentsModule],
  controllers: [SuperbillsController, ReceiptsController, DisputeEvidenceController],
  providers: [
    ...DOORS,
    DisputeFactsReader,
    DocumentsRepository,
    ReceiptFactsReader,
    ReceiptSources,
    SuperbillFactsReader,
    SuperbillSources,
  ],
  exports: DOORS,
})
export class DocumentsModule {}
