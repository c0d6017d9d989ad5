import { Injectable } from '@nestjs/common';
import { depositRecipe } from '../../domain/ledger/clearing-recipes';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type LocationId, newId, type TenderId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { RequestContext } from '../../platform/context/request-context';
import { violates } from '../../platform/database/pg-errors';
import { Transactions } from '../../platform/database/transactions';
import type { BankDepositView } from './bank-deposit.view';
import { DepositsRepository, type LockedCheck, type NewDeposit } from './persistence/deposits.repository';
import { DepositBooks } from './deposit-books';

export interface RecordBankDepositInput {
  /** Cash of the drawer. */
  readonly cash?: Money;
  /** Checks received and not deposited yet, by their tenders. */
  readonly checkTenderIds?: readonly TenderId[];
  /** The clinic's business day it was carried to the bank. */
  readonly depositedOn: BusinessDate;
  readonly locationId?: LocationId;
  /** The number on the slip; what the statement will show. */
  readonly reference: string;
  /** The cash was counted by whoever hands it over, whose drawer may be right while the clinic's cash as a whole is not. */
  readonly isCounted?: boolean;
}

/**
 * Records cash and checks carried to the bank: what the desk carries there, and what a drawer gives up when it is closed.
 *
 * Tx: joins or opens one; holds the drawer's balance and the checks. Idempotent by: the caller's key; a check can be
 * deposited once. Posts: Dr 1000 / Cr 1020 the cash, Cr 1010 the checks (source `bank_deposit`); scenario S12.
 * Errors: `deposit_empty`, `date_in_future`, `check_unknown`, `check_already_deposited`, `location_unknown`,
 * `amount_exceeds_balance` for more cash than the ledger has in the drawer, `period_closed`.
 */
@Injectable()
export class RecordBankDeposit {
  constructor(
    private readonly tx: Transactions,
    private readonly deposits: DepositsRepository,
    private readonly books: DepositBooks,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  execute(input: RecordBankDepositInput): Promise<BankDepositView> {
    return this.tx.run(async () => {
      if (compareDates(input.depositedOn, await this.books.today()) > 0)
        throw new DomainError('date_in_future', { detail: 'A deposit is recorded once it was carried to the bank.' });
      if (input.locationId) await this.books.location(input.locationId);
      const cash = input.cash ?? Money.ZERO;
      const checks = await this.takeChecks([...new Set(input.checkTenderIds)]);
      const total = Money.sum(checks.map((check) => Money.fromColumn(check.amountCents)));
      if (!cash.plus(total).isPositive())
        throw new DomainError('deposit_empty', { detail: 'Name cash, checks, or both.' });
      if (cash.isPositive() && !input.isCounted) await this.takeCash(cash);
      return this.store(input, { cash, checks, total });
    });
  }

  private async store(
    input: RecordBankDepositInput,
    { cash, checks, total }: { cash: Money; checks: LockedCheck[]; total: Money },
  ): Promise<BankDepositView> {
    const id = newId<string>(this.clock.now());
    await this.insert({
      id,
      depositedOn: input.depositedOn.toString(),
      locationId: input.locationId ?? null,
      reference: input.reference.trim(),
      cashCents: cash.toCents().toString(),
      checkCents: total.toCents().toString(),
      recordedById: this.context.actor.id,
      recordedAt: toDate(this.clock.now()),
      checks,
    });
    await this.books.post({
      action: 'bank_deposit.record',
      source: { type: 'bank_deposit', id },
      kind: 'deposit',
      on: input.depositedOn,
      lines: depositRecipe({ cash, checks: total }),
      facts: { cashCents: cash.toJSON(), checkCents: total.toJSON(), checks: checks.length },
    });
    const deposit = await this.deposits.deposit(id);
    invariant(deposit, 'the deposit was just written');
    return deposit;
  }

  /** Two slips that name one check at the same moment: the second finds it taken. */
  private async insert(deposit: NewDeposit): Promise<void> {
    try {
      await this.deposits.insert(deposit);
    } catch (error) {
      throw violates(error, 'pk_deposited_checks') ? alreadyDeposited(error) : error;
    }
  }

  private async takeChecks(tenderIds: readonly TenderId[]): Promise<LockedCheck[]> {
    if (tenderIds.length === 0) return [];
    const checks = (await this.deposits.lockChecks(tenderIds)).filter((check) => !check.isVoided);
    if (checks.length !== tenderIds.length)
      throw new DomainError('check_unknown', { detail: 'One of these is no check this clinic has received.' });
    if (checks.some((check) => check.isDeposited)) throw alreadyDeposited();
    return checks;
  }

  private async takeCash(cash: Money): Promise<void> {
    const drawer = await this.deposits.lockDrawer();
    if (cash.isMoreThan(drawer))
      throw new DomainError('amount_exceeds_balance', {
        detail: `The books have ${Money.max(drawer, Money.ZERO).format()} in the drawer.`,
        facts: { maximumCents: Money.max(drawer, Money.ZERO).toJSON() },
      });
  }
}

const alreadyDeposited = (cause?: unknown): DomainError =>
  new DomainError('check_already_deposited', {
    detail: 'One of these checks is on another deposit slip already.',
    cause,
  });
