import { Injectable } from '@nestjs/common';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import type { ClinicId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

const LIVE_MS = 1_000;

/**
 * The day a movement belongs to in the books: its own, or the first open one after it when its own is sealed.
 *
 * What it answers is at most a second old, so that taking money pays no round trip for it. A day that is sealed meanwhile
 * is refused by the posting itself, which makes this forget; the unit of work is then done again from its start.
 *
 * Tx: joins or opens one.
 */
@Injectable()
export class OpenDay {
  private readonly recent = new Map<ClinicId, { readonly closedThrough: BusinessDate | null; readonly at: number }>();
  /** The day that was asked for, by the very object given instead of it: an entry posted on that says so. */
  private readonly moved = new WeakMap<BusinessDate, BusinessDate>();

  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
  ) {}

  async for(preferred: BusinessDate): Promise<BusinessDate> {
    const closedThrough = await this.closedThroughLately();
    if (!closedThrough || compareDates(preferred, closedThrough) > 0) return preferred;
    const firstOpen = closedThrough.add({ days: 1 });
    this.moved.set(firstOpen, preferred);
    return firstOpen;
  }

  /** The sealed day that a day given by {@link for} stands for, if it is not the one asked for. */
  standsFor(day: BusinessDate): BusinessDate | undefined {
    return this.moved.get(day);
  }

  /** The last sealed day as it is now, or null. */
  async closedThrough(): Promise<BusinessDate | null> {
    const books = await this.tx.run(() =>
      this.sql.one<{ closedThrough: string | null }>(
        `SELECT closed_through AS "closedThrough" FROM ledger_books WHERE clinic_id = current_clinic()`,
      ),
    );
    return books?.closedThrough ? parseBusinessDate(books.closedThrough) : null;
  }

  /** Lets go of what is known of the context's clinic. */
  forget(): void {
    this.recent.delete(this.context.clinicId);
  }

  private async closedThroughLately(): Promise<BusinessDate | null> {
    const { clinicId } = this.context;
    const known = this.recent.get(clinicId);
    if (known && performance.now() - known.at < LIVE_MS) return known.closedThrough;
    const closedThrough = await this.closedThrough();
    this.recent.set(clinicId, { closedThrough, at: performance.now() });
    return closedThrough;
  }
}
