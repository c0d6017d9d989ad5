import { Temporal } from 'temporal-polyfill';
import { Money } from '../../kernel/money';
import type { DrawerCountView, DrawerSessionView, DrawerView } from '../../modules/cashiering/drawer.view';

/** A drawer by its name. */
export interface DrawerHead {
  readonly id: string;
  readonly name: string;
  /** Left out where the clinic has one location. */
  readonly location?: string;
  readonly isOpen: boolean;
}

export interface MovementShown {
  readonly key: string;
  readonly what: string;
  readonly why?: string;
  readonly at: Temporal.Instant;
  readonly amount: Money;
}

export interface CountShown {
  readonly key: string;
  readonly what: string;
  readonly at: Temporal.Instant;
  readonly by: string;
  readonly why?: string;
  readonly counted: Money;
}

/** What a session came to; there is none before its closing count. */
export interface SessionResult {
  readonly closedAt: Temporal.Instant;
  readonly closedBy: string;
  readonly fromPatients: Money;
  readonly moved: Money;
  /** Over or short at the counts before the last. */
  readonly earlier: Money;
  readonly expected: Money;
  readonly counted: Money;
  readonly overShort: Money;
  readonly reason?: string;
  readonly deposit: Money;
  readonly nextFloat: Money;
}

export interface SessionShown {
  readonly openedAt: Temporal.Instant;
  readonly openedBy: string;
  readonly heldBy: string;
  readonly openFloat: Money;
  readonly movements: readonly MovementShown[];
  readonly counts: readonly CountShown[];
  readonly result?: SessionResult;
}

const MOVEMENTS: Readonly<Record<string, string>> = {
  paid_in: 'Paid in',
  paid_out: 'Paid out',
  drop: 'Dropped into the bank bag',
  taken_in: 'Was outside a drawer',
  other: 'Booked elsewhere',
};

const instant = (at: string): Temporal.Instant => Temporal.Instant.from(at);
const cents = (amount: number | null): Money => Money.cents(amount ?? 0);

export const toHead = ({ id, name, location, status }: DrawerView, hasSeveralPlaces: boolean): DrawerHead => ({
  id,
  name,
  location: hasSeveralPlaces ? location.name : undefined,
  isOpen: status === 'open',
});

/** A session as a page shows it. Nothing in an open one tells what it should hold. */
export function toSession(session: DrawerSessionView, nameOf: (label: string) => string): SessionShown {
  return {
    openedAt: instant(session.openedAt),
    openedBy: nameOf(session.openedBy),
    heldBy: nameOf(session.heldBy),
    openFloat: Money.cents(session.openFloatCents),
    movements: session.movements.map((movement) => ({
      key: movement.entryId,
      what: MOVEMENTS[movement.kind] ?? movement.kind,
      why: [movement.reason, movement.reference].filter(Boolean).join(' · ') || undefined,
      at: instant(movement.recordedAt),
      amount: Money.cents(movement.amountCents),
    })),
    counts: session.counts.map((count, index) => ({
      key: String(index),
      what: whatOf(count, nameOf),
      at: instant(count.countedAt),
      by: nameOf(count.countedBy),
      why: count.reason ?? undefined,
      counted: Money.cents(count.countedCents),
    })),
    result: toResult(session, nameOf),
  };
}

function whatOf({ moment, handedTo }: DrawerCountView, nameOf: (label: string) => string): string {
  if (moment === 'open') return 'Opened';
  return moment === 'close' ? 'Closed' : `Handed over to ${handedTo === null ? 'somebody' : nameOf(handedTo)}`;
}

function toResult(session: DrawerSessionView, nameOf: (label: string) => string): SessionResult | undefined {
  if (session.status === 'open' || session.closedAt === null || session.expectedCents === null) return undefined;
  const moved = Money.sum(session.movements.map(({ amountCents }) => Money.cents(amountCents)));
  const handovers = session.counts.filter(({ moment }) => moment === 'handover');
  const earlier = Money.sum(handovers.map(({ overShortCents }) => cents(overShortCents)));
  const expected = cents(session.expectedCents);
  return {
    closedAt: instant(session.closedAt),
    closedBy: nameOf(session.closedBy ?? ''),
    // What is over or short at the opening is in the float already.
    fromPatients: expected.minus(Money.cents(session.openFloatCents)).minus(moved).minus(earlier),
    moved,
    earlier,
    expected,
    counted: cents(session.countedCents),
    overShort: cents(session.overShortCents),
    reason: session.overShortReason ?? undefined,
    deposit: cents(session.depositCents),
    nextFloat: cents(session.nextFloatCents),
  };
}
