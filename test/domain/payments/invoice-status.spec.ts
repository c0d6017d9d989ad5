import { invoiceBalance, invoiceStatus, type InvoiceStatus } from '../../../src/domain/payments/invoice-status';
import { InvariantError } from '../../../src/kernel/invariant';
import { cents } from '../builders';

describe('The status of an invoice is what its cents say', () => {
  it.each<[number, number, number, InvoiceStatus, bigint]>([
    [22000, 0, 0, 'open', 22000n],
    [22000, 1, 0, 'partly_paid', 21999n],
    [22000, 21999, 0, 'partly_paid', 1n],
    [22000, 22000, 0, 'paid', 0n],
    [0, 0, 0, 'paid', 0n],
    [22000, 0, 22000, 'written_off', 0n],
    [22000, 10000, 12000, 'written_off', 0n],
    [22000, 0, 12000, 'open', 10000n],
    [22000, 1, 12000, 'partly_paid', 9999n],
  ])('of %d, %d paid and %d written off: %s', (total, paid, writtenOff, status, balance) => {
    const amounts = { total: cents(total), paid: cents(paid), writtenOff: cents(writtenOff), isVoid: false };
    expect(invoiceStatus(amounts)).toBe(status);
    expect(invoiceBalance(amounts).toCents()).toBe(balance);
    expect(invoiceStatus({ ...amounts, isVoid: true })).toBe('void');
  });

  it('stops the program when more was paid than owed', () => {
    const amounts = { total: cents(100), paid: cents(60), writtenOff: cents(41), isVoid: false };
    expect(() => invoiceStatus(amounts)).toThrow(InvariantError);
  });
});
