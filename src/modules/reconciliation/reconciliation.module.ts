import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ClaimsModule } from '../claims/claims.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PaymentsModule } from '../payments/payments.module';
import { TasksModule } from '../tasks/tasks.module';
import { AttributeMovements } from './attribute-movements';
import { BankLinesReader } from './bank-lines.reader';
import { BookPayout } from './book-payout';
import { CollectDifferences } from './collect-differences';
import { CompareBank } from './compare-bank';
import { DepositBooks } from './deposit-books';
import { DepositedChecksObjection } from './deposited-checks.objection';
import { DepositsReader } from './deposits.reader';
import { DifferenceTasks } from './difference-tasks';
import { HealBooks } from './heal-books';
import { BankLinesController } from './http/bank-lines.controller';
import { DepositsController } from './http/deposits.controller';
import { ReconciliationsController } from './http/reconciliations.controller';
import { PayoutEventsHandler } from './jobs/payout-events.handler';
import { ReconcileDailyJob } from './jobs/reconcile-daily.job';
import { KeepMatch } from './keep-match';
import { MatchBankLines } from './match-bank-lines';
import { MatchCandidatesReader } from './match-candidates.reader';
import { MirrorMovements } from './mirror-movements';
import { MirrorProcessor } from './mirror-processor';
import { BankLinesRepository } from './persistence/bank-lines.repository';
import { BankMatchesRepository } from './persistence/bank-matches.repository';
import { DepositsRepository } from './persistence/deposits.repository';
import { MirrorRepository } from './persistence/mirror.repository';
import { PayoutsRepository } from './persistence/payouts.repository';
import { ReconciliationsRepository } from './persistence/reconciliations.repository';
import { Reconcile } from './reconcile';
import { ReconciliationsReader } from './reconciliations.reader';
import { RecordBankDeposit } from './record-bank-deposit';
import { RecordBankLines } from './record-bank-lines';
import { ReturnCheck } from './return-check';
import { RunReconciliation } from './run-reconciliation';
import { SyncPayout } from './sync-payout';
import { WorkBankLine } from './work-bank-line';

const DOORS = [
  RecordBankDeposit,
  ReturnCheck,
  DepositsReader,
  RunReconciliation,
  ReconciliationsReader,
  SyncPayout,
  RecordBankLines,
  MatchBankLines,
  WorkBankLine,
  BankLinesReader,
  MatchCandidatesReader,
];

/**
 * Reconciliation: that processor, ledger and bank say the same, and who looks after it where they do not.
 *
 * Owns: payouts, balance_transactions, reconciliations, reconciliation_differences, bank_deposits, deposited_checks,
 * bank_lines, bank_matches.
 * Doors: record-bank-deposit, return-check, deposits.reader, run-reconciliation, reconciliations.reader, sync-payout,
 * record-bank-lines, match-bank-lines, work-bank-line, bank-lines.reader, match-candidates.reader.
 * May call: access, clinics, tasks, ledger, payments, claims. Never: Stripe itself (it asks the door of payments); corrects a
 * difference by itself.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule, PaymentsModule, ClaimsModule],
  controllers: [DepositsController, ReconciliationsController, BankLinesController],
  providers: [
    ...DOORS,
    AttributeMovements,
    BookPayout,
    CollectDifferences,
    CompareBank,
    DepositBooks,
    DepositedChecksObjection,
    DifferenceTasks,
    HealBooks,
    KeepMatch,
    MirrorMovements,
    MirrorProcessor,
    PayoutEventsHandler,
    Reconcile,
    ReconcileDailyJob,
    BankLinesRepository,
    BankMatchesRepository,
    DepositsRepository,
    MirrorRepository,
    PayoutsRepository,
    ReconciliationsRepository,
  ],
  exports: DOORS,
})
export class ReconciliationModule {}
