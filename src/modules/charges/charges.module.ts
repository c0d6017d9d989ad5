import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { CoverageModule } from '../coverage/coverage.module';
import { LedgerModule } from '../ledger/ledger.module';
import { TasksModule } from '../tasks/tasks.module';
import { AdjustCharge } from './adjust-charge';
import { AdjustmentApprovals } from './adjusting/adjustment-approvals';
import { AdjustmentsReader } from './adjusting/adjustments.reader';
import { BillObjections } from './bill-objection';
import { ApplyRuling } from './apply-ruling';
import { BillPatientShare } from './bill-patient-share';
import { BookCharges } from './revenue/book-charges';
import { BookRevenue } from './revenue/book-revenue';
import { BooksDay } from './revenue/books-day';
import { ChangeBill } from './adjusting/change-bill';
import { ChargePaymentsLookup } from './charge-payments';
import { CollectionHolds } from './collection-holds';
import { CoverLines } from './deciding/cover-lines';
import { DosedPatients } from './deciding/dosed-patients';
import { GiveBackUsed } from './adjusting/give-back-used';
import { DecideLines } from './deciding/decide-lines';
import { DecideVisit } from './deciding/decide-visit';
import { AdjustmentsController } from './http/adjustments.controller';
import { BillChangesController } from './http/bill-changes.controller';
import { ChargesController } from './http/charges.controller';
import { InvoicesController } from './http/invoices.controller';
import { QuotesController } from './http/quotes.controller';
import { VisitsController } from './http/visits.controller';
import { InvoicesReader } from './invoices.reader';
import { JudgeCharges } from './adjusting/judge-charges';
import { OpenChargesReader } from './open-charges.reader';
import { AdjustmentsRepository } from './persistence/adjustments.repository';
import { ChargesToChangeRepository } from './persistence/charges-to-change.repository';
import { ChargesRepository } from './persistence/charges.repository';
import { PostAdjustment } from './adjusting/post-adjustment';
import { PrepaidCareLookup } from './prepaid-care';
import { PostVisitCharges } from './post-visit-charges';
import { QuoteVisit } from './quote-visit';
import { RecordVisitTimes } from './record-visit-times';
import { RevenueDay } from './revenue/revenue-day';
import { ReverseAdjustment } from './reverse-adjustment';
import { StoreReductions } from './adjusting/store-reductions';
import { UndoEntries } from './adjusting/undo-entries';
import { VisitClaimsLookup } from './visit-claims';
import { VisitFollowUps } from './deciding/visit-follow-ups';
import { VisitLimits } from './visit-limits';
import { VisitsReader } from './visits.reader';
import { VoidCharges } from './adjusting/void-charges';
import { VoidInvoice } from './void-invoice';
import { VoidVisit } from './void-visit';
import { WriteOffInvoice } from './write-off-invoice';

const DOORS = [
  QuoteVisit,
  PostVisitCharges,
  AdjustCharge,
  ReverseAdjustment,
  WriteOffInvoice,
  VoidInvoice,
  VoidVisit,
  RecordVisitTimes,
  VisitsReader,
  InvoicesReader,
  OpenChargesReader,
  AdjustmentsReader,
  BillPatientShare,
  ApplyRuling,
  CollectionHolds,
];

/**
 * Charges: what a visit costs and who is billed for it, from the quote to the invoice; and what changes it afterwards,
 * from a courtesy to a void.
 *
 * Owns: visits, charges, adjustments with their requests and reversals, charge_voids, invoices, patient_shares. What is
 * open on them is the ledger's to say.
 * Doors: quote-visit, post-visit-charges, adjust-charge, reverse-adjustment, write-off-invoice, void-invoice, void-visit, record-visit-times,
 * visits.reader, invoices.reader, open-charges.reader, adjustments.reader and their views, bill-patient-share, apply-ruling, collection-holds;
 * charge-payments, prepaid-care, visit-limits, visit-claims and bill-objection, which the payments, packages, estimates, claims and
 * plans rooms provide: what posting and changing a bill have to know of the money and the claims on it, without a call to the right.
 * May call: access, clinics, tasks, ledger, catalog, patients, coverage. Never: payments.
 */
@Module({
  imports: [AccessModule, CatalogModule, ClinicsModule, CoverageModule, LedgerModule, TasksModule],
  controllers: [
    QuotesController,
    VisitsController,
    InvoicesController,
    ChargesController,
    AdjustmentsController,
    BillChangesController,
  ],
  providers: [
    ...DOORS,
    BillObjections,
    BookCharges,
    BookRevenue,
    ChargesRepository,
    CoverLines,
    DecideLines,
    DecideVisit,
    DosedPatients,
    GiveBackUsed,
    PrepaidCareLookup,
    VisitFollowUps,
    VisitLimits,
    AdjustmentApprovals,
    AdjustmentsRepository,
    BooksDay,
    RevenueDay,
    ChangeBill,
    ChargePaymentsLookup,
    ChargesToChangeRepository,
    JudgeCharges,
    PostAdjustment,
    StoreReductions,
    UndoEntries,
    VisitClaimsLookup,
    VoidCharges,
  ],
  exports: DOORS,
})
export class ChargesModule {}
