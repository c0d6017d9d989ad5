import { neutralStatement, statementFaults } from '../../../src/domain/payments/neutral-statement';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';

const person = { names: ['Zephyrine', 'Ng', "O'Hara"], dateOfBirth: parseBusinessDate('1967-11-03') };

describe('A text for the bank', () => {
  it.each<[string, string[]]>([
    ['The cardholder kept the appointment and signed the terms.', []],
    ['Invoice INV-000123 of $550.00, card ending 4242, paid on 2026-03-02.', []],
    ['Receipt RCT-000007; address 97201 checked; 15 minutes late.', []],
    ['ZEPHYRINE came.', ['name']],
    ['Ms. Ng came.', ['name']],
    ['Nothing was wrong, along the way.', []],
    ["Mrs. o'hara came.", ['name']],
    ['Born 11/3/1967.', ['date_of_birth']],
    ['Born 1967-11-03.', ['date_of_birth']],
    ['A ketamine session.', ['health_words']],
    ['Psychiatric care.', ['health_words']],
    ['For F33.2 as billed.', ['health_code']],
    ['G2082 was given.', ['health_code']],
    ['Code 90791.', ['health_code']],
  ])('%s: %j', (text, faults) => {
    expect(statementFaults(text, person)).toEqual(faults);
  });

  it('is written by us without any fault', () => {
    const text = neutralStatement({
      paidOn: parseBusinessDate('2026-03-02'),
      amount: Money.cents(55_000),
      cardLast4: '4242',
      isSavedCard: false,
      invoiceNumber: 'INV-000123',
    });
    expect(text).toContain('$550.00 was paid on 2026-03-02 with the card ending in 4242, entered on');
    expect(statementFaults(text, person)).toEqual([]);
  });
});
