import { Injectable } from '@nestjs/common';
import { countCash, type DenominationCount } from '../../domain/cashiering/count-cash';
import { floatRecipe } from '../../domain/ledger/drawer-recipes';
import { DomainError } from '../../kernel/errors';
import type { DrawerId, DrawerSessionId, LocationId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { RecordAuditEvent } from '../access/record-audit-event';
import { DrawerBooks } from './drawers/drawer-books';
import { DrawerMoment } from './drawers/drawer-moment';
import { CashMovementsRepository } from './persistence/cash-movements.repository';
import { type DrawerRow, DrawersRepository } from './persistence/drawers.repository';
import { WorkedDrawer } from './drawers/worked-drawer';

export interface OpenDrawerInput {
  readonly drawerId: DrawerId;
  /** Where the caller believes it stands. */
  readonly locationId?: LocationId;
  readonly openFloat: Money;
  /** The float by coins and notes. */
  readonly counts?: readonly DenominationCount[];
  /** Cash outside any drawer that lies in it now, by journal entry; cash carried away from it since counts too. */
  readonly outsideCashEntryIds?: readonly string[];
  readonly overShortReason?: string;
}

/**
 * Opens a drawer for whoever asks. The first float of a drawer comes from the bank; later ones were left by the session
 * before, and what is missing of them, or too much, is over or short at once.
 *
 * Tx: joins or opens one; holds posting. Idempotent by: the route's key; one session is open per drawer.
 * Posts: first float Dr 1020 / Cr 1000; a float carried over nothing; a difference Dr 6030 / Cr 1020 or the reverse.
 * Errors: `drawer_unknown`, `location_unknown`, `drawer_already_open`, `denomination_unknown`, `drawer_count_mismatch`,
 * `outside_cash_unknown`, `over_short_reason_required`.
 */
@Injectable()
export class OpenDrawer {
  constructor(
    private readonly worked: WorkedDrawer,
    private readonly drawers: DrawersRepository,
    private readonly cash: CashMovementsRepository,
    private readonly books: DrawerBooks,
    private readonly moments: DrawerMoment,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: OpenDrawerInput): Promise<void> {
    refuseOtherCount(input);
    return this.worked.run(input.drawerId, async (drawer) => {
      refuseOtherPlace(drawer, input.locationId);
      if (drawer.sessionState === 'open')
        throw new DomainError('drawer_already_open', { detail: 'Close this drawer before it is opened again.' });
      const sessionId = await this.open(drawer, input);
      await this.audit.execute({
        action: 'drawer.open',
        subject: { type: 'drawer_session', id: sessionId },
        facts: { drawerId: drawer.id, openFloatCents: input.openFloat.toJSON() },
      });
    });
  }

  private async open(drawer: DrawerRow, input: OpenDrawerInput): Promise<DrawerSessionId> {
    const { by, on, at, newId } = await this.moments.now();
    const sessionId = newId<DrawerSessionId>();
    const isFirst = drawer.leftCents === null;
    const carried = Money.fromColumn(drawer.leftCents ?? 0);
    await this.drawers.insertSession({
      id: sessionId,
      drawerId: drawer.id,
      openedOn: on.toString(),
      openedAt: at,
      openedBy: by,
      carried,
      openFloat: input.openFloat,
    });
    await this.takeIn(sessionId, input.outsideCashEntryIds ?? []);
    const found = await this.cash.expected(sessionId);
    const fromBank = isFirst ? Money.max(input.openFloat.minus(found), Money.ZERO) : Money.ZERO;
    if (fromBank.isPositive())
      await this.books.move({
        sessionId,
        kind: 'float',
        source: { type: 'drawer_session', id: sessionId },
        lines: floatRecipe(fromBank),
      });
    await this.books.count({
      sessionId,
      moment: 'open',
      counted: input.openFloat,
      counts: input.counts,
      expected: found.plus(fromBank),
      reason: input.overShortReason,
    });
    return sessionId;
  }

  private async takeIn(sessionId: DrawerSessionId, entryIds: readonly string[]): Promise<void> {
    for (const entryId of entryIds)
      if (!(await this.cash.takeIn(entryId, sessionId, 'Was in the drawer when it was opened')))
        throw new DomainError('outside_cash_unknown', { detail: `No cash outside a drawer has the entry ${entryId}.` });
  }
}

function refuseOtherCount({ counts, openFloat }: OpenDrawerInput): void {
  if (!counts || countCash(counts).equals(openFloat)) return;
  const message = 'is not what the coins and notes add up to';
  throw new DomainError('drawer_count_mismatch', { errors: [{ pointer: '/openFloatCents', message }] });
}

function refuseOtherPlace(drawer: DrawerRow, locationId: LocationId | undefined): void {
  if (locationId !== undefined && locationId !== drawer.locationId)
    throw new DomainError('location_unknown', { detail: 'This drawer does not stand there.' });
}
