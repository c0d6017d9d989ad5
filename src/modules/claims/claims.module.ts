import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { CoverageModule } from '../coverage/coverage.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PatientsModule } from '../patients/patients.module';
import { PaymentsModule } from '../payments/payments.module';
import { TasksModule } from '../tasks/tasks.module';
import { ApplyAcknowledgements } from './files/apply-acknowledgements';
import { BookRemittance } from './posting/book-remittance';
import { BookVisitDecision } from './posting/book-visit-decision';
import { SuspenseController } from './http/suspense.controller';
import { MatchSuspense } from './match-suspense';
import { RemittanceMatchesRepository } from './persistence/remittance-matches.repository';
import { RemittanceMatches } from './posting/remittance-matches';
import { TakeBackMatch } from './posting/take-back-match';
import { UnmatchRemittanceClaim } from './unmatch-remittance-claim';
import { BuildClaimBatch } from './build-claim-batch';
import { CheckClaim } from './check-claim';
import { ClaimBatchRecords } from './claim-batch-records';
import { ClaimChainReader } from './claim-chain.reader';
import { ClaimNews } from './posting/claim-news';
import { ClaimSettings } from './claim-settings';
import { ClaimSources } from './preparing/claim-sources';
import { ClaimsReader } from './claims.reader';
import { ClaimsToMatchReader } from './claims-to-match.reader';
import { ClaimsToWorkReader } from './claims-to-work.reader';
import { ClearinghousePort } from './files/clearinghouse-port';
import { Cms1500Reader } from './cms1500.reader';
import { MailClaim } from './mail-claim';
import { ClaimWriteOffApprovals } from './write-offs/claim-write-off-approvals';
import { ClaimWriteOffs } from './write-offs/claim-write-offs';
import { WriteOffRequests } from './write-offs/write-off-requests';
import { CloseClaim } from './posting/close-claim';
import { ClosureTrail } from './posting/closure-trail';
import { ConvertToSelfPay } from './convert-to-self-pay';
import { DeniedCharges } from './posting/denied-charges';
import { KeptFiles } from './files/kept-files';
import { FileDropClearinghouse } from './gateway/file-drop-clearinghouse';
import { AcknowledgementsController } from './http/acknowledgements.controller';
import { ClaimBatchesController } from './http/claim-batches.controller';
import { ClaimSettingsController } from './http/claim-settings.controller';
import { ClaimsController } from './http/claims.controller';
import { CodeAdviceController } from './http/code-advice.controller';
import { DenialsController } from './http/denials.controller';
import { RemittancesController } from './http/remittances.controller';
import { PickUpFilesJob } from './jobs/pick-up-files.job';
import { SendClaimBatchJob } from './jobs/send-claim-batch.job';
import { ManufacturerProgram } from './preparing/manufacturer-program';
import { MatchPayerDeposit } from './match-payer-deposit';
import { RemittanceDeposits } from './remittance-deposits';
import { MoveClaim } from './posting/move-claim';
import { AcknowledgementsRepository } from './persistence/acknowledgements.repository';
import { AppealDaysReader } from './persistence/appeal-days.reader';
import { ClaimBatchesRepository } from './persistence/claim-batches.repository';
import { ClaimBooksRepository } from './persistence/claim-books.repository';
import { ClaimFactsReader } from './persistence/claim-facts.reader';
import { ClaimOutcomesReader } from './persistence/claim-outcomes.reader';
import { ClaimsRepository } from './persistence/claims.repository';
import { ClearinghouseFilesRepository } from './persistence/clearinghouse-files.repository';
import { RemittancesRepository } from './persistence/remittances.repository';
import { PlanRemittance } from './posting/plan-remittance';
import { PostRemittance } from './post-remittance';
import { PrepareClaim } from './preparing/prepare-claim';
import { ReceiveAcknowledgement } from './receive-acknowledgement';
import { ReceiveFile } from './files/receive-file';
import { RecordManufacturerCopay } from './record-manufacturer-copay';
import { RecordObservation } from './record-observation';
import { NextClaims } from './posting/next-claims';
import { NextClaimsRepository } from './persistence/next-claims.repository';
import { FollowClaim } from './follow-claim';
import { ReleaseToPatient } from './release-to-patient';
import { RemittanceDesk } from './posting/remittance-desk';
import { RemittanceRecords } from './remittance-records';
import { ReverseRemittance } from './posting/reverse-remittance';
import { SettleClaims } from './posting/settle-claims';
import { UndoEarlierDecision } from './posting/undo-earlier-decision';
import { UnpostRemittance } from './unpost-remittance';
import { WorkClaim } from './work-claim';
import { WriteOffClaim } from './write-off-claim';

const DOORS = [
  ClaimsReader,
  Cms1500Reader,
  MailClaim,
  ClaimsToWorkReader,
  ClaimsToMatchReader,
  ClaimChainReader,
  CheckClaim,
  BuildClaimBatch,
  ClaimBatchRecords,
  ClaimSettings,
  RecordObservation,
  ReceiveAcknowledgement,
  PostRemittance,
  UnpostRemittance,
  MatchSuspense,
  UnmatchRemittanceClaim,
  RemittanceRecords,
  MatchPayerDeposit,
  RemittanceDeposits,
  WorkClaim,
  WriteOffClaim,
  ConvertToSelfPay,
  FollowClaim,
  ReleaseToPatient,
  RecordManufacturerCopay,
];

/**
 * Claims: what is asked of payers, from the posted visit to the remittance.
 *
 * Owns: claims, claim_lines, claim_events, claim_batches, claim_batch_items, claim_settings, claim_counters,
 * payer_claim_rules, visit_observations, clearinghouse_files, clearinghouse_file_parts, acknowledgements, remittances, remittance_claims,
 * remittance_lines, remittance_matches, claim_closures, claim_closure_lines, claim_write_off_requests, manufacturer_copays.
 * Doors: claims.reader, claims-to-work.reader, claims-to-match.reader, claim-chain.reader, check-claim, build-claim-batch, claim-batch-records, claim-settings, record-observation,
 * post-remittance, unpost-remittance, remittance-records, match-payer-deposit and remittance-deposits (for whoever reads the bank),
 * receive-acknowledgement, work-claim, write-off-claim, convert-to-self-pay, record-manufacturer-copay,
 * follow-claim, release-to-patient, cms1500.reader, mail-claim, match-suspense,
 * unmatch-remittance-claim.
 * May call: access, clinics, tasks, ledger, catalog, patients, coverage, charges, payments. Never: a clearinghouse inside a
 * transaction.
 */
@Module({
  imports: [
    AccessModule,
    ClinicsModule,
    TasksModule,
    LedgerModule,
    CatalogModule,
    PatientsModule,
    CoverageModule,
    ChargesModule,
    PaymentsModule,
  ],
  controllers: [
    ClaimsController,
    ClaimBatchesController,
    ClaimSettingsController,
    RemittancesController,
    SuspenseController,
    AcknowledgementsController,
    DenialsController,
    CodeAdviceController,
  ],
  providers: [
    { provide: ClearinghousePort, useClass: FileDropClearinghouse },
    ...DOORS,
    ClaimSources,
    MoveClaim,
    PrepareClaim,
    RemittanceDesk,
    PlanRemittance,
    BookRemittance,
    BookVisitDecision,
    RemittanceMatches,
    RemittanceMatchesRepository,
    TakeBackMatch,
    SettleClaims,
    ReverseRemittance,
    UndoEarlierDecision,
    ApplyAcknowledgements,
    ReceiveFile,
    KeptFiles,
    CloseClaim,
    ClaimWriteOffs,
    ClaimWriteOffApprovals,
    WriteOffRequests,
    ClosureTrail,
    DeniedCharges,
    ManufacturerProgram,
    ClaimNews,
    NextClaims,
    NextClaimsRepository,
    ClaimsRepository,
    ClaimFactsReader,
    ClaimOutcomesReader,
    AppealDaysReader,
    ClaimBatchesRepository,
    ClaimBooksRepository,
    ClearinghouseFilesRepository,
    AcknowledgementsRepository,
    RemittancesRepository,
    SendClaimBatchJob,
    PickUpFilesJob,
  ],
  exports: DOORS,
})
export class ClaimsModule {}
