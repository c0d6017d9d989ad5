import fc from 'fast-check';
import { NOTICE_KINDS } from '../../../src/domain/notices/notice-kinds';
import { LINK_MARK, renderNotice } from '../../../src/domain/notices/render-notice';
import { statementFaults } from '../../../src/domain/payments/neutral-statement';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';

const sender = { name: 'CASCADE WELLNESS', phone: '+15035550100' };
const nobody = { names: ['Ada', 'Lovelace'], dateOfBirth: parseBusinessDate('1985-01-31') };
const facts = fc.record({
  amount: fc.option(
    fc.integer({ min: 1, max: 1_000_000 }).map((cents) => Money.cents(cents)),
    { nil: undefined },
  ),
  on: fc.constantFrom(undefined, parseBusinessDate('2027-01-31')),
  hasLink: fc.boolean(),
});

describe('The words of a notice', () => {
  it('name the amount, the day and the page, and who writes', () => {
    const notice = renderNotice(
      'installment_upcoming',
      { amount: Money.cents(46_334), on: parseBusinessDate('2027-01-31'), hasLink: true },
      sender,
    );
    expect(notice.subject).toBe('CASCADE WELLNESS: A payment is coming up');
    for (const part of ['$463.34', 'January 31, 2027', LINK_MARK, '+15035550100']) expect(notice.body).toContain(part);
  });

  it.each(NOTICE_KINDS)('of %s tell nothing about health, and no amount in the subject', (kind) => {
    fc.assert(
      fc.property(facts, (given) => {
        const { subject, body } = renderNotice(kind, given, sender);
        expect(statementFaults(`${subject}\n${body}`, nobody)).toEqual([]);
        expect(subject).not.toMatch(/\$|\d/);
        expect(body.includes(LINK_MARK)).toBe(given.hasLink);
        if (given.amount && kind !== 'autopay_stopped' && kind !== 'card_expiring')
          expect(body).toContain(given.amount.format());
        expect(body).not.toMatch(/undefined| {2}|\s\./);
      }),
      { numRuns: 30 },
    );
  });
});
