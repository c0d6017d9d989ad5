import { Injectable } from '@nestjs/common';
import { ACCOUNT } from '../../domain/ledger/accounts';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { TenderId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { TakeBackTender } from '../payments/take-back-tender';
import { RaiseTask } from '../tasks/raise-task';
import type { CheckView } from './bank-deposit.view';
import { DepositBooks } from './deposit-books';
import { DepositsRepository } from './persistence/deposits.repository';

export interface ReturnCheckInput {
  readonly tenderId: TenderId;
  /** The clinic's business day the bank took the money back. */
  readonly returnedOn: BusinessDate;
  /** What the bank calls it: `NSF`, a notice number. */
  readonly reference?: string;
}

/**
 * Records that the bank sent a deposited check back unpaid: what it had paid is owed again, and somebody is told.
 *
 * Tx: joins or opens one. Idempotent by: the check, which is returned once. Posts: Dr 1100 (item = the charges it had paid),
 * Dr 2000 what is held of it / Cr 1000 (source `returned_check`). Errors: `check_unknown`, `check_not_at_bank`,
 * `date_in_future`, `period_closed`.
 */
@Injectable()
export class ReturnCheck {
  constructor(
    private readonly tx: Transactions,
    private readonly deposits: DepositsRepository,
    private readonly books: DepositBooks,
    private readonly takeBack: TakeBackTender,
    private readonly raise: RaiseTask,
  ) {}

  execute({ tenderId, returnedOn, reference }: ReturnCheckInput): Promise<CheckView> {
    return this.tx.run(async () => {
      if (compareDates(returnedOn, await this.books.today()) > 0) throw new DomainError('date_in_future');
      const check = await this.deposits.check(tenderId);
      if (!check) throw new DomainError('check_unknown', { detail: 'This clinic has received no such check.' });
      const returned = { on: returnedOn.toString(), reference: reference?.trim() ?? null };
      if (!(await this.deposits.setReturned(tenderId, returned)))
        throw new DomainError('check_not_at_bank', {
          detail: 'The check was never deposited, or it came back before.',
          facts: { status: check.status },
        });
      const source = { type: 'returned_check', id: tenderId } as const;
      const amount = Money.cents(check.amountCents);
      const lost = await this.takeBack.execute({
        tenderId,
        amount,
        from: ACCOUNT.operatingBank,
        source,
        kind: 'return',
        effectiveOn: await this.books.dayFor(returnedOn),
      });
      const facts = { amountCents: amount.toJSON(), lostCents: lost.toJSON(), paymentId: check.paymentId };
      await this.books.record({ action: 'check.return', source, facts });
      await this.raise.execute({ kind: 'check_returned', subject: { type: 'tender', id: tenderId }, amount, facts });
      const view = await this.deposits.check(tenderId);
      invariant(view, 'the check was just there');
      return view;
    });
  }
}
