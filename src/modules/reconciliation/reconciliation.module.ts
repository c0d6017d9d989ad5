import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PaymentsModule } from '../payments/payments.module';
import { TasksModule } from '../tasks/tasks.module';
import { DepositBooks } from './deposit-books';
import { DepositsReader } from './deposits.reader';
import { DepositsController } from './http/deposits.controller';
import { DepositsRepository } from './persistence/deposits.repository';
import { RecordBankDeposit } from './record-bank-deposit';
import { ReturnCheck } from './return-check';

const DOORS = [RecordBankDeposit, ReturnCheck, DepositsReader];

/**
 * Reconciliation: that processor, ledger and bank say the same, and who looks after it where they do not.
 *
 * Owns: payouts, balance_transactions, reconciliations, reconciliation_differences, bank_deposits, deposited_checks,
 * bank_lines, bank_matches.
 * Doors: record-bank-deposit, return-check, deposits.reader.
 * May call: access, clinics, tasks, ledger, payments. Never: Stripe itself (it asks the door of payments); corrects a
 * difference by itself.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule, PaymentsModule],
  controllers: [DepositsController],
  providers: [...DOORS, DepositBooks, DepositsRepository],
  exports: DOORS,
})
export class ReconciliationModule {}
