import { Injectable } from '@nestjs/common';
import { ACCOUNT, CHART } from '../../domain/ledger/accounts';
import { type DrawerMovementKind, drawerMovementRecipe, PAID_ACCOUNTS } from '../../domain/ledger/drawer-recipes';
import { DomainError } from '../../kernel/errors';
import type { DrawerId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { RecordAuditEvent } from '../access/record-audit-event';
import { BalancesReader } from '../ledger/balances.reader';
import { DrawerBooks } from './drawers/drawer-books';
import { DrawerMoment } from './drawers/drawer-moment';
import { WorkedDrawer } from './drawers/worked-drawer';

export interface MoveCashInput {
  readonly drawerId: DrawerId;
  readonly kind: DrawerMovementKind;
  readonly amount: Money;
  readonly reason: string;
  /** Receipt, bag or slip number. */
  readonly reference?: string;
  /** Where paid-in cash comes from or paid-out cash goes to; the operating bank unless told. */
  readonly accountNumber?: number;
}

/**
 * Cash put into an open drawer (change from the bank), paid out of it, or dropped into the bank bag. It is not checked
 * against what the drawer should hold: the answer would tell it.
 *
 * Tx: joins or opens one; holds posting. Idempotent by: the route's key. Posts: {@link drawerMovementRecipe}.
 * Errors: `drawer_unknown`, `drawer_not_open`, `ledger_account_not_for_cash`.
 */
@Injectable()
export class MoveCash {
  constructor(
    private readonly worked: WorkedDrawer,
    private readonly books: DrawerBooks,
    private readonly moments: DrawerMoment,
    private readonly balances: BalancesReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: MoveCashInput): Promise<void> {
    const { drawerId, kind, amount, reason, reference } = input;
    return this.worked.runOpen(drawerId, async (sessionId) => {
      const accountNumber = await this.accountFor(input);
      const { newId } = await this.moments.now();
      const entryId = await this.books.move({
        sessionId,
        kind,
        source: { type: 'drawer_movement', id: newId<string>() },
        lines: drawerMovementRecipe(kind, amount, accountNumber),
        reason,
        reference,
      });
      await this.audit.execute({
        action: 'drawer.move_cash',
        subject: { type: 'drawer_session', id: sessionId },
        facts: { kind, amountCents: amount.toJSON(), accountNumber, entryId: entryId ?? null },
      });
    });
  }

  /** A few accounts of the standard chart, and the expense accounts a clinic has added for itself. */
  private async accountFor({ kind, accountNumber }: MoveCashInput): Promise<number> {
    const { operatingBank } = ACCOUNT;
    if (accountNumber === undefined || accountNumber === operatingBank) return operatingBank;
    if (kind !== 'drop' && PAID_ACCOUNTS.includes(accountNumber)) return accountNumber;
    const isStandard = CHART.some(({ number }) => number === accountNumber);
    const own = isStandard ? [] : await this.balances.accounts();
    if (kind === 'paid_out' && own.some((account) => account.number === accountNumber && account.kind === 'expense'))
      return accountNumber;
    throw new DomainError('ledger_account_not_for_cash', {
      detail: `Drawer cash may be booked to ${PAID_ACCOUNTS.join(', ')}, or paid out to an expense account of the clinic's own.`,
      errors: [{ pointer: '/accountNumber', message: 'is not an account for drawer cash' }],
    });
  }
}
