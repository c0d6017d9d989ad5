import type { TenderLine, TenderTotal } from '../../../domain/cashiering/day-tenders';
import { Money } from '../../../kernel/money';
import type { Person } from '../../access/acting-person';
import type { LocationView } from '../../clinics/clinic.view';
import type { AccountRow, CoveredRow, DaySessionRow, OutsideRow } from '../persistence/day-facts.reader';

/** Everything a daily close says, frozen. Plain JSON: US cents, days `YYYY-MM-DD`, instants RFC 3339 UTC. */
export interface DayContent {
  readonly number: string;
  readonly location: { readonly id: string; readonly name: string };
  /** The first business day with an entry it covers; days without a close of their own are closed with it. */
  readonly coversFrom: string;
  readonly businessDate: string;
  readonly closedAt: string;
  readonly closedBy: string;
  /** The number of the close that this one replaces. */
  readonly replaces: string | null;
  readonly tenders: readonly {
    readonly tender: string;
    readonly takenCents: number;
    readonly returnedCents: number;
    readonly systemCents: number;
    readonly countedCents: number | null;
    readonly count: number | null;
    readonly differenceCents: number | null;
    readonly reason: string | null;
  }[];
  readonly lines: readonly {
    readonly tender: string;
    readonly userId: string;
    readonly user: string;
    readonly takenCents: number;
    readonly returnedCents: number;
    readonly netCents: number;
  }[];
  readonly drawers: readonly {
    readonly sessionId: string;
    readonly drawer: string;
    readonly openedOn: string;
    readonly openFloatCents: number;
    readonly expectedCents: number;
    readonly countedCents: number;
    readonly overShortCents: number;
    readonly reason: string | null;
    readonly depositCents: number;
    readonly nextFloatCents: number;
  }[];
  /** Cash that went through no drawer; the first hundred by entry. */
  readonly outsideCash: {
    readonly count: number;
    readonly totalCents: number;
    readonly entries: readonly { readonly entryId: string; readonly amountCents: number }[];
  };
  readonly accounts: readonly {
    readonly accountNumber: number;
    readonly debitCents: number;
    readonly creditCents: number;
  }[];
  readonly entryCount: number;
  /** SHA-256 over the content hashes of the entries it covers, in the order of their ids. */
  readonly entriesHash: string;
}

export interface DayFacts {
  readonly number: string;
  readonly location: LocationView;
  readonly businessDate: string;
  readonly closedAt: string;
  readonly closedBy: Person;
  readonly replaces: string | null;
  readonly covered: CoveredRow;
  readonly lines: readonly TenderLine[];
  readonly tenders: readonly TenderTotal[];
  readonly sessions: readonly DaySessionRow[];
  readonly outside: readonly OutsideRow[];
  readonly accounts: readonly AccountRow[];
}

const OUTSIDE_SHOWN = 100;

/** The words and figures of a daily close. */
export function dayContent(facts: DayFacts): DayContent {
  const { covered, location, lines, outside } = facts;
  return {
    number: facts.number,
    location: { id: location.id, name: location.name },
    coversFrom: covered.firstOn ?? facts.businessDate,
    businessDate: facts.businessDate,
    closedAt: facts.closedAt,
    closedBy: facts.closedBy.label,
    replaces: facts.replaces,
    tenders: facts.tenders.map(printedTotal),
    lines: lines.map(({ tender, userId, user, taken, returned }) => ({
      tender,
      userId,
      user,
      takenCents: taken.toJSON(),
      returnedCents: returned.toJSON(),
      netCents: taken.minus(returned).toJSON(),
    })),
    drawers: facts.sessions.map(printedSession),
    outsideCash: {
      count: outside.length,
      totalCents: Money.sum(outside.map(({ amountCents }) => Money.fromColumn(amountCents))).toJSON(),
      entries: outside
        .slice(0, OUTSIDE_SHOWN)
        .map(({ entryId, amountCents }) => ({ entryId, amountCents: Number(amountCents) })),
    },
    accounts: facts.accounts.map(({ accountNumber, debitCents, creditCents }) => ({
      accountNumber,
      debitCents: Number(debitCents),
      creditCents: Number(creditCents),
    })),
    entryCount: covered.count,
    entriesHash: covered.hash,
  };
}

const printedTotal = (total: TenderTotal): DayContent['tenders'][number] => ({
  tender: total.tender,
  takenCents: total.taken.toJSON(),
  returnedCents: total.returned.toJSON(),
  systemCents: total.system.toJSON(),
  countedCents: total.counted?.toJSON() ?? null,
  count: total.count,
  differenceCents: total.difference?.toJSON() ?? null,
  reason: total.reason,
});

const printedSession = (row: DaySessionRow): DayContent['drawers'][number] => ({
  ...row,
  openFloatCents: Number(row.openFloatCents),
  expectedCents: Number(row.expectedCents),
  countedCents: Number(row.countedCents),
  overShortCents: Number(row.overShortCents),
  depositCents: Number(row.depositCents),
  nextFloatCents: Number(row.nextFloatCents),
});
