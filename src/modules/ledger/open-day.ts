import { Injectable } from '@nestjs/common';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

/**
 * The day a movement belongs to in the books: its own, or the first open one after it when its own is closed.
 *
 * Tx: joins or opens one. A day that is closed at the same moment is refused by the posting itself (`period_closed`).
 */
@Injectable()
export class OpenDay {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  async for(preferred: BusinessDate): Promise<BusinessDate> {
    const books = await this.tx.run(() =>
      this.sql.one<{ closedThrough: string | null }>(
        `SELECT closed_through AS "closedThrough" FROM ledger_books WHERE clinic_id = current_clinic()`,
      ),
    );
    if (!books?.closedThrough) return preferred;
    const firstOpen = parseBusinessDate(books.closedThrough).add({ days: 1 });
    return compareDates(preferred, firstOpen) < 0 ? firstOpen : preferred;
  }
}
