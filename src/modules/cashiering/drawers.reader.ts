import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { DrawerId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import type { DrawerCountView, DrawerSessionView, DrawerView, OutsideCashView } from './drawer.view';
import { CashMovementsRepository } from './persistence/cash-movements.repository';
import { DrawerSessionsReader, type SessionRow } from './persistence/drawer-sessions.reader';
import { type DrawerRow, DrawersRepository } from './persistence/drawers.repository';

/**
 * Drawers and their sessions. While a session is open nothing here tells what it should hold.
 *
 * Tx: joins or opens one.
 */
@Injectable()
export class DrawersReader {
  constructor(
    private readonly tx: Transactions,
    private readonly drawers: DrawersRepository,
    private readonly sessions: DrawerSessionsReader,
    private readonly cash: CashMovementsRepository,
  ) {}

  /** Errors: `drawer_unknown`. */
  get(id: DrawerId): Promise<DrawerView> {
    return this.tx.run(async () => {
      const drawer = await this.drawers.find(id);
      if (!drawer) throw new DomainError('drawer_unknown', { detail: 'This clinic has no such drawer.' });
      return this.view(drawer);
    });
  }

  list(): Promise<DrawerView[]> {
    return this.tx.run(async () => Promise.all((await this.drawers.list()).map((drawer) => this.view(drawer))));
  }

  /** Cash taken down so far that is in no drawer, the newest first. Errors: `cursor_invalid`. */
  outsideCash(query: { limit?: number; cursor?: string }): Promise<Page<OutsideCashView>> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    const beforeId = cursor === undefined ? null : decodeIdCursor(cursor);
    return this.tx.run(async () =>
      pageOf(
        await this.cash.outside(beforeId, limit + 1),
        limit,
        (row) => [row.entryId],
        (row) => ({ ...row, amountCents: Number(row.amountCents), recordedAt: instant(row.recordedAt) }),
      ),
    );
  }

  private async view(drawer: DrawerRow): Promise<DrawerView> {
    const session = drawer.sessionId ? await this.sessions.get(drawer.sessionId) : undefined;
    return {
      id: drawer.id,
      name: drawer.name,
      location: { id: drawer.locationId, name: drawer.locationName },
      status: drawer.sessionState ?? 'closed',
      session: session ? toSessionView(session) : null,
    };
  }
}

const instant = (at: Date | string): string => formatInstant(fromDate(new Date(at)));

function toSessionView(row: SessionRow): DrawerSessionView {
  const isClosed = row.state === 'closed';
  const counts = row.counts.map((count): DrawerCountView => ({
    moment: count.moment,
    countedCents: count.countedCents,
    expectedCents: isClosed ? count.expectedCents : null,
    overShortCents: isClosed ? count.countedCents - count.expectedCents : null,
    reason: count.reason,
    countedAt: instant(count.countedAt),
    countedBy: count.countedBy,
    handedTo: count.handedTo,
    denominations: count.denominations,
  }));
  const closing = counts.find((count) => count.moment === 'close');
  return {
    id: row.id,
    status: row.state,
    openedOn: row.openedOn,
    openedAt: instant(row.openedAt),
    openedBy: row.openedBy,
    heldBy: row.heldBy,
    openFloatCents: Number(row.openFloatCents),
    movements: row.movements.map((movement) => ({ ...movement, recordedAt: instant(movement.recordedAt) })),
    counts,
    closedAt: row.closedAt ? instant(row.closedAt) : null,
    closedBy: row.closedBy,
    expectedCents: closing?.expectedCents ?? null,
    countedCents: closing?.countedCents ?? null,
    overShortCents: closing?.overShortCents ?? null,
    overShortReason: closing?.reason ?? null,
    depositCents: row.depositCents === null ? null : Number(row.depositCents),
    nextFloatCents: row.nextFloatCents === null ? null : Number(row.nextFloatCents),
  };
}
