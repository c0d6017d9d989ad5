import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { CoverageModule } from '../coverage/coverage.module';
import { LedgerModule } from '../ledger/ledger.module';
import { BillPatientShare } from './bill-patient-share';
import { BookCharges } from './book-charges';
import { DecideLines } from './decide-lines';
import { InvoicesController } from './http/invoices.controller';
import { QuotesController } from './http/quotes.controller';
import { VisitsController } from './http/visits.controller';
import { InvoicesReader } from './invoices.reader';
import { OpenChargesReader } from './open-charges.reader';
import { ChargesRepository } from './persistence/charges.repository';
import { PostVisitCharges } from './post-visit-charges';
import { QuoteVisit } from './quote-visit';
import { VisitsReader } from './visits.reader';

const DOORS = [BillPatientShare, QuoteVisit, PostVisitCharges, VisitsReader, InvoicesReader, OpenChargesReader];

/**
 * Charges: what a visit costs and who is billed for it, from the quote to the invoice.
 *
 * Owns: visits, charges, adjustments, invoices, patient_shares. What is open on them is the ledger's to say.
 * Doors: quote-visit, post-visit-charges, visits.reader, invoices.reader, open-charges.reader and their views,
 * bill-patient-share; visit-claims is what the claims room plugs into.
 * May call: access, clinics, ledger, catalog, patients, coverage. Never: payments.
 */
@Module({
  imports: [AccessModule, CatalogModule, ClinicsModule, CoverageModule, LedgerModule],
  controllers: [QuotesController, VisitsController, InvoicesController],
  providers: [...DOORS, BookCharges, ChargesRepository, DecideLines],
  exports: DOORS,
})
export class ChargesModule {}
