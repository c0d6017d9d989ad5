import fc from 'fast-check';
import { carryForward, MOVEMENT_KINDS, statementPeriod } from '../../../src/domain/statements/statement';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { DomainError } from '../../../src/kernel/errors';
import { Money } from '../../../src/kernel/money';

const day = parseBusinessDate;
const TODAY = day('2026-11-24');

describe('An account over a period', () => {
  it('carries its balance from line to line', () => {
    const account = carryForward(Money.ZERO, [
      { kind: 'charge', amount: Money.cents(22_000) },
      { kind: 'payment', amount: Money.cents(-10_000) },
    ] as const);
    expect(account.activity.map(({ balance }) => balance.toJSON())).toEqual([22_000, 12_000]);
    expect(account.closing.toJSON()).toBe(12_000);
  });

  it('adds up, whatever moved: opening and every line are the closing, and the totals are the lines', () => {
    const movement = fc.record({
      kind: fc.constantFrom(...MOVEMENT_KINDS),
      amount: fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => Money.cents(cents)),
    });
    fc.assert(
      fc.property(fc.integer({ min: -50_000, max: 50_000 }), fc.array(movement, { maxLength: 60 }), (cents, moved) => {
        const opening = Money.cents(cents);
        const { activity, totals, closing } = carryForward(opening, moved);
        expect(closing.equals(opening.plus(Money.sum(moved.map(({ amount }) => amount))))).toBe(true);
        expect(closing.equals(opening.plus(Money.sum(Object.values(totals))))).toBe(true);
        expect((activity.at(-1)?.balance ?? opening).equals(closing)).toBe(true);
      }),
    );
  });
});

describe('The period of a statement', () => {
  const of = (from?: string, to?: string) => {
    try {
      const period = statementPeriod({ from: from ? day(from) : undefined, to: to ? day(to) : undefined }, TODAY);
      return [period.from.toString(), period.to.toString()];
    } catch (error) {
      return error instanceof DomainError ? error.code : error;
    }
  };

  it('is the last 90 days unless told', () => {
    expect(of()).toEqual(['2026-08-26', '2026-11-24']);
    expect(of(undefined, '2026-03-31')).toEqual(['2025-12-31', '2026-03-31']);
    expect(of('2026-01-01')).toEqual(['2026-01-01', '2026-11-24']);
  });

  it('is at most two years, and never ends before it begins', () => {
    expect(of('2026-02-01', '2026-02-01')).toEqual(['2026-02-01', '2026-02-01']);
    expect(of('2024-02-29', '2026-02-28')).toEqual(['2024-02-29', '2026-02-28']);
    expect(of('2024-02-28', '2026-03-01')).toBe('statement_period_invalid');
    expect(of('2026-02-02', '2026-02-01')).toBe('statement_period_invalid');
    expect(of('2016-01-01', '2026-01-01')).toBe('statement_period_invalid');
    expect(of('2026-12-01')).toBe('statement_period_invalid');
  });
});
