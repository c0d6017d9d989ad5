import { type PaymentToVoid, voidRefusal } from '../../../src/domain/payments/void-rules';
import { cents } from '../builders';

const today: PaymentToVoid = {
  state: 'succeeded',
  isAtProcessor: false,
  isRefunded: false,
  isOfToday: true,
  amount: cents(27_000),
  allocated: cents(22_000),
  held: cents(5_000),
  applied: cents(22_000),
};

describe('Whether a payment may be voided', () => {
  it('is yes for one that was only written down, on its own day, untouched since', () => {
    expect(voidRefusal(today)).toBeUndefined();
  });

  it.each<[string, Partial<PaymentToVoid>, string]>([
    ['of which part was given back', { isRefunded: true }, 'refunded'],
    ['that took nothing', { state: 'declined' }, 'not_taken'],
    ['in dispute', { state: 'disputed' }, 'not_taken'],
    ['on a card that was really charged', { isAtProcessor: true }, 'at_processor'],
    ['of another day', { isOfToday: false }, 'day_over'],
    ['whose credit was spent', { held: cents(4_999) }, 'moved_on'],
    [
      'whose charge was lowered since, with the rest a credit',
      { held: cents(10_000), applied: cents(17_000) },
      'moved_on',
    ],
  ])('is no for one %s', (_what, more, because) => {
    expect(voidRefusal({ ...today, ...more })?.because).toBe(because);
  });
});
