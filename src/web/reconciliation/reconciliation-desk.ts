import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { EntriesReader } from '../../modules/ledger/entries.reader';
import type { BankDepositView } from '../../modules/reconciliation/bank-deposit.view';
import { BankLinesReader } from '../../modules/reconciliation/bank-lines.reader';
import { DepositsReader } from '../../modules/reconciliation/deposits.reader';
import type { DifferenceView, PayoutView, ReconciliationView } from '../../modules/reconciliation/reconciliation.view';
import { ReconciliationsReader } from '../../modules/reconciliation/reconciliations.reader';
import { Transactions } from '../../platform/database/transactions';
import { entryShown } from '../payments/entry-shown';
import type { DepositSlipPageProps } from './deposit.page';
import type { PayoutPageProps } from './payout.page';
import { DIFFERENCE_WORDS } from './reconciliation-words';
import type { DifferenceShown, ReconciliationPageProps, RunShown, ToBankShown } from './reconciliation.page';

const MOST = 20;

/** What the pages about the comparison show. Tx: joins the open one or opens its own. */
@Injectable()
export class ReconciliationDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly comparisons: ReconciliationsReader,
    private readonly deposits: DepositsReader,
    private readonly lines: BankLinesReader,
    private readonly entries: EntriesReader,
    private readonly clinics: ClinicsReader,
  ) {}

  overview(): Promise<Omit<ReconciliationPageProps, 'shell' | 'mayWork' | 'form'>> {
    return this.transactions.run(async () => {
      const [{ timeZone }, differences, unmatched, payouts, deposits, runs] = await Promise.all([
        this.clinics.settings(),
        this.comparisons.openDifferences(),
        this.lines.countUnmatched(),
        this.comparisons.payouts({ limit: MOST }),
        this.deposits.list({ limit: MOST }),
        this.comparisons.list({ limit: MOST }),
      ]);
      return {
        timeZone,
        differences: differences.map(toDifference),
        unmatched,
        payouts: payouts.data.map(toPayout),
        deposits: deposits.data.map(toDeposit),
        runs: runs.data.map(toRun),
      };
    });
  }

  /** Errors: `payout_unknown`. */
  payout(id: string): Promise<Omit<PayoutPageProps, 'shell'>> {
    return this.transactions.run(async () => {
      const [{ timeZone }, payout] = await Promise.all([this.clinics.settings(), this.comparisons.payout(id)]);
      return {
        timeZone,
        payout: { ...toPayout(payout), bankLineId: payout.bankLineId ?? undefined },
        movements: payout.movements.map((movement) => ({
          id: movement.balanceTransactionId,
          what: movement.type.replaceAll('_', ' '),
          at: Temporal.Instant.from(movement.occurredAt),
          paymentId: movement.paymentId ?? undefined,
          amount: Money.cents(movement.amountCents),
          fee: Money.cents(movement.feeCents),
          net: Money.cents(movement.netCents),
        })),
      };
    });
  }

  /** Errors: `deposit_unknown`. */
  deposit(id: string): Promise<Omit<DepositSlipPageProps, 'shell'>> {
    return this.transactions.run(async () => {
      const deposit = await this.deposits.get(id);
      const { data } = await this.entries.list({ sourceType: 'bank_deposit', sourceId: id });
      return {
        deposit: {
          ...toDeposit(deposit),
          cash: Money.cents(deposit.cashCents),
          inChecks: Money.cents(deposit.checkCents),
          bankLineId: deposit.bankLineId ?? undefined,
        },
        checks: deposit.checks.map((check) => ({
          paymentId: check.paymentId,
          number: check.reference ?? '',
          receivedOn: parseBusinessDate(check.receivedOn),
          amount: Money.cents(check.amountCents),
          isReturned: check.status === 'returned',
        })),
        entries: data.toReversed().map((entry) => entryShown(entry, () => 'Carried to the bank')),
      };
    });
  }
}

const toDifference = (difference: DifferenceView): DifferenceShown => ({
  id: difference.id,
  ...DIFFERENCE_WORDS[difference.kind],
  about: difference.about,
  processor: Money.cents(difference.processorCents),
  ledger: Money.cents(difference.ledgerCents),
  foundAt: Temporal.Instant.from(difference.foundAt),
});

const bankOf = ({ bankCents }: { readonly bankCents: number | null }): Money | undefined =>
  bankCents === null ? undefined : Money.cents(bankCents);

const toPayout = (payout: PayoutView): ToBankShown => ({
  href: `/reconciliation/payouts/${payout.id}`,
  name: payout.processorId,
  on: parseBusinessDate(payout.arrivesOn),
  sides: { told: Money.cents(payout.processorCents), ledger: Money.cents(payout.ledgerCents), bank: bankOf(payout) },
  isReturned: payout.returnedOn !== null,
});

const toDeposit = (deposit: BankDepositView): ToBankShown => ({
  href: `/reconciliation/deposits/${deposit.id}`,
  name: deposit.reference,
  on: parseBusinessDate(deposit.depositedOn),
  sides: { told: Money.cents(deposit.totalCents), ledger: Money.cents(deposit.ledgerCents), bank: bankOf(deposit) },
});

const toRun = (run: ReconciliationView): RunShown => ({
  id: run.id,
  from: parseBusinessDate(run.from),
  to: parseBusinessDate(run.to),
  at: Temporal.Instant.from(run.finishedAt),
  isDaily: run.trigger === 'daily',
  differences: run.differenceCount,
  gone: run.resolvedCount,
  processor: Money.cents(run.processorCents),
  ledger: Money.cents(run.ledgerCents),
});
