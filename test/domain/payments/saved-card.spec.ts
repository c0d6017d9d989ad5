import { assertAgreedTo, consentText } from '../../../src/domain/payments/card-consent';
import { assertChargeable, cardExpiry, lastGoodDay } from '../../../src/domain/payments/saved-card';
import { cents, on } from '../builders';

const CLINICAL = /ketamine|spravato|psych|therap|treatment plan|session/i;

describe('A saved card', () => {
  it.each([
    [2, 2028, '2028-02-29'],
    [2, 2027, '2027-02-28'],
    [12, 2034, '2034-12-31'],
  ])('of %i/%i is good through %s', (month, year, day) => expect(lastGoodDay(month, year).toString()).toBe(day));

  it.each([
    ['2026-11-30', '2026-12-01', { isExpired: true, isExpiringSoon: false }],
    ['2026-11-30', '2026-11-30', { isExpired: false, isExpiringSoon: true }],
    ['2026-11-30', '2026-10-01', { isExpired: false, isExpiringSoon: true }],
    ['2026-11-30', '2026-09-30', { isExpired: false, isExpiringSoon: false }],
  ])('that is good through %s is on %s: %j', (expiresOn, today, expected) =>
    expect(cardExpiry(on(expiresOn), on(today))).toEqual(expected),
  );

  it('pays an HSA/FSA tender only when it was saved as such a card, and never less than $0.50', () => {
    const charge = (type: 'hsa_fsa_card' | 'card_on_file', amount: number, label: 'personal' | 'hsa' | 'fsa') => () =>
      assertChargeable({ type, amount: cents(amount) }, { label, pointer: '/tenders/1' });
    expect(charge('hsa_fsa_card', 5_000, 'personal')).toThrow(
      expect.objectContaining({
        code: 'payment_method_mismatch',
        errors: [expect.objectContaining({ pointer: '/tenders/1/paymentMethodId' })],
      }),
    );
    expect(charge('card_on_file', 49, 'hsa')).toThrow(expect.objectContaining({ code: 'card_amount_too_small' }));
    for (const label of ['hsa', 'fsa'] as const) expect(charge('hsa_fsa_card', 50, label)).not.toThrow();
    expect(charge('card_on_file', 50, 'personal')).not.toThrow();
  });
});

describe('Consent to a card on file', () => {
  const charge = (amount: number, purpose: 'desk_charges' | 'payment_plan' = 'desk_charges') => ({
    amount: cents(amount),
    purpose,
    pointer: '/tenders/0/amountCents',
  });
  const missing = (facts: object = {}) => expect.objectContaining({ code: 'card_consent_missing', facts });

  it('says what, how much and how to take it back, and nothing about care', () => {
    const text = consentText({ purpose: 'desk_charges', maximum: cents(30_000) });
    expect(text).toContain('$300.00');
    expect(text).toContain('take this back');
    for (const purpose of ['desk_charges', 'payment_plan'] as const) {
      expect(consentText({ purpose })).not.toMatch(CLINICAL);
      expect(consentText({ purpose, maximum: cents(1_000_000_000) }).length).toBeLessThanOrEqual(1_200);
    }
  });

  it('covers its purpose up to its maximum, until it is taken back', () => {
    const consent = { purpose: 'desk_charges', maximum: cents(10_000), isRevoked: false } as const;
    expect(() => assertAgreedTo(consent, charge(10_000))).not.toThrow();
    expect(() => assertAgreedTo({ ...consent, maximum: undefined }, charge(10_000_000))).not.toThrow();
    expect(() => assertAgreedTo(consent, charge(10_001))).toThrow(missing({ maximumCents: 10_000 }));
    expect(() => assertAgreedTo(consent, charge(1, 'payment_plan'))).toThrow(missing());
    expect(() => assertAgreedTo({ ...consent, isRevoked: true }, charge(1))).toThrow(missing());
  });
});
