import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import type { DrawerId, DrawerSessionId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { type DrawerRow, DrawersRepository } from '../persistence/drawers.repository';
import { TakeDownCash } from './take-down-cash';

/**
 * Works on a drawer while nobody can post, with all cash so far taken down.
 *
 * Tx: joins or opens one; holds posting until it ends. Errors: `drawer_unknown`, also for another clinic's.
 */
@Injectable()
export class WorkedDrawer {
  constructor(
    private readonly tx: Transactions,
    private readonly cash: TakeDownCash,
    private readonly drawers: DrawersRepository,
  ) {}

  run<T>(drawerId: DrawerId, work: (drawer: DrawerRow) => Promise<T>): Promise<T> {
    return this.tx.run(async () => {
      await this.cash.execute();
      const drawer = await this.drawers.find(drawerId);
      if (!drawer) throw new DomainError('drawer_unknown', { detail: 'This clinic has no such drawer.' });
      return work(drawer);
    });
  }

  /** As {@link run}, for a drawer that has to be open. Errors: `drawer_not_open`. */
  runOpen<T>(drawerId: DrawerId, work: (sessionId: DrawerSessionId, drawer: DrawerRow) => Promise<T>): Promise<T> {
    return this.run(drawerId, (drawer) => {
      if (!drawer.sessionId || drawer.sessionState !== 'open')
        throw new DomainError('drawer_not_open', { detail: 'Open the drawer first.' });
      return work(drawer.sessionId, drawer);
    });
  }
}
