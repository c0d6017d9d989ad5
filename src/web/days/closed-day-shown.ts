import { Temporal } from 'temporal-polyfill';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { DailyCloseView } from '../../modules/cashiering/daily-close.view';
import { dayTenderName } from './day-form';
import { dayHref } from './day-href';

/** One means of paying of a closed day. */
export interface ClosedTender {
  readonly key: string;
  readonly name: string;
  readonly system: Money;
  /** Left out when it was not counted. */
  readonly counted?: Money;
  readonly difference?: Money;
  readonly reason?: string;
}

export interface ClosedLine {
  readonly key: string;
  readonly who: string;
  readonly tender: string;
  readonly taken: Money;
  readonly returned: Money;
  readonly net: Money;
}

export interface ClosedDrawer {
  readonly key: string;
  readonly name: string;
  readonly counted: Money;
  readonly overShort: Money;
  readonly reason?: string;
  readonly deposit: Money;
}

/** What came too late for the day, and where it stands. */
export interface LateEntry {
  readonly key: string;
  readonly what: string;
  readonly belongsTo: BusinessDate;
  readonly standsOn: BusinessDate;
  readonly amount: Money;
}

export interface OtherClose {
  readonly number: string;
  readonly href: string;
}

/** A closed day as its page shows it. */
export interface ClosedDayShown {
  readonly id: string;
  readonly number: string;
  readonly on: BusinessDate;
  /** Left out when it covers its own day only. */
  readonly from?: BusinessDate;
  readonly location?: string;
  readonly status: DailyCloseView['status'];
  readonly isSealed: boolean;
  readonly isIntact: boolean;
  readonly by: string;
  readonly at: Temporal.Instant;
  readonly hash: string;
  readonly previousHash?: string;
  readonly entryCount: number;
  readonly replaces?: OtherClose;
  readonly replacedBy?: OtherClose;
  readonly tenders: readonly ClosedTender[];
  readonly lines: readonly ClosedLine[];
  readonly drawers: readonly ClosedDrawer[];
  readonly outsideCash?: Money;
  readonly late: readonly LateEntry[];
}

interface Around {
  readonly hasSeveralPlaces: boolean;
  readonly nameOf: (label: string) => string;
}

const orNone = (cents: number | null): Money | undefined => (cents === null ? undefined : Money.cents(cents));

export function toClosedDay(close: DailyCloseView, { hasSeveralPlaces, nameOf }: Around): ClosedDayShown {
  const { businessDate, coversFrom, outsideCash, replaces, replacedBy } = close;
  return {
    id: close.id,
    number: close.number,
    on: parseBusinessDate(businessDate),
    from: coversFrom === businessDate ? undefined : parseBusinessDate(coversFrom),
    location: hasSeveralPlaces ? close.location.name : undefined,
    status: close.status,
    isSealed: close.sealed,
    isIntact: close.intact,
    by: nameOf(close.closedBy),
    at: Temporal.Instant.from(close.closedAt),
    hash: close.hash,
    previousHash: close.previousHash || undefined,
    entryCount: close.entryCount,
    replaces: replaces ? other(replaces, businessDate) : undefined,
    replacedBy: replacedBy ? other(replacedBy, businessDate) : undefined,
    outsideCash: outsideCash.count > 0 ? Money.cents(outsideCash.totalCents) : undefined,
    ...rowsOf(close),
  };
}

const other = ({ id, number }: { id: string; number: string }, day: string): OtherClose => ({
  number,
  href: dayHref(day, undefined, id),
});

function rowsOf(close: DailyCloseView): Pick<ClosedDayShown, 'tenders' | 'lines' | 'drawers' | 'late'> {
  return {
    tenders: close.tenders.map((row) => ({
      key: row.tender,
      name: dayTenderName(row.tender),
      system: Money.cents(row.systemCents),
      counted: orNone(row.countedCents),
      difference: orNone(row.differenceCents),
      reason: row.reason ?? undefined,
    })),
    lines: close.lines.map((row, index) => ({
      key: String(index),
      who: row.user,
      tender: dayTenderName(row.tender),
      taken: Money.cents(row.takenCents),
      returned: Money.cents(row.returnedCents),
      net: Money.cents(row.netCents),
    })),
    drawers: close.drawers.map((row) => ({
      key: row.sessionId,
      name: row.drawer,
      counted: Money.cents(row.countedCents),
      overShort: Money.cents(row.overShortCents),
      reason: row.reason ?? undefined,
      deposit: Money.cents(row.depositCents),
    })),
    late: close.lateCorrections.map((row) => ({
      key: row.entryId,
      what: row.kind.charAt(0).toUpperCase() + row.kind.slice(1).replaceAll('_', ' '),
      belongsTo: parseBusinessDate(row.sealedOn),
      standsOn: parseBusinessDate(row.effectiveOn),
      amount: Money.cents(row.amountCents),
    })),
  };
}
