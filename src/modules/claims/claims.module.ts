import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PaymentsModule } from '../payments/payments.module';
import { TasksModule } from '../tasks/tasks.module';
import { BuildClaimBatch } from './build-claim-batch';
import { CheckClaim } from './check-claim';
import { ClaimBatchRecords } from './claim-batch-records';
import { ClaimSettings } from './claim-settings';
import { ClaimSources } from './claim-sources';
import { ClaimsReader } from './claims.reader';
import { ClearinghousePort } from './clearinghouse-port';
import { FileDropClearinghouse } from './gateway/file-drop-clearinghouse';
import { ClaimBatchesController } from './http/claim-batches.controller';
import { ClaimSettingsController } from './http/claim-settings.controller';
import { ClaimsController } from './http/claims.controller';
import { SendClaimBatchJob } from './jobs/send-claim-batch.job';
import { MoveClaim } from './move-claim';
import { ClaimBatchesRepository } from './persistence/claim-batches.repository';
import { ClaimFactsReader } from './persistence/claim-facts.reader';
import { ClaimOutcomesReader } from './persistence/claim-outcomes.reader';
import { ClaimsRepository } from './persistence/claims.repository';
import { PrepareClaim } from './prepare-claim';
import { RecordObservation } from './record-observation';

const DOORS = [ClaimsReader, CheckClaim, BuildClaimBatch, ClaimBatchRecords, ClaimSettings, RecordObservation];

/**
 * Claims: what is asked of payers, from the posted visit to the remittance.
 *
 * Owns: claims, claim_lines, claim_events, claim_batches, claim_batch_items, claim_settings, claim_counters,
 * payer_claim_rules, visit_observations, clearinghouse_files, acknowledgements, remittances, remittance_claims,
 * remittance_lines, claim_closures, claim_closure_lines, manufacturer_copays.
 * Doors: claims.reader, check-claim, build-claim-batch, claim-batch-records, claim-settings, record-observation.
 * May call: access, clinics, tasks, ledger, catalog, patients, coverage, charges, payments. Never: a clearinghouse inside a
 * transaction.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule, CatalogModule, ChargesModule, PaymentsModule],
  controllers: [ClaimsController, ClaimBatchesController, ClaimSettingsController],
  providers: [
    { provide: ClearinghousePort, useClass: FileDropClearinghouse },
    ...DOORS,
    ClaimSources,
    MoveClaim,
    PrepareClaim,
    ClaimsRepository,
    ClaimFactsReader,
    ClaimOutcomesReader,
    ClaimBatchesRepository,
    SendClaimBatchJob,
  ],
  exports: DOORS,
})
export class ClaimsModule {}
