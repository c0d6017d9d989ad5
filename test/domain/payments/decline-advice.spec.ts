import fc from 'fast-check';
import {
  adviseOnDecline,
  type CardDecline,
  DECLINE_ADVICE,
  type DeclineRetry,
  needsHolder,
  UNKNOWN_DECLINE,
} from '../../../src/domain/payments/decline-advice';

const decline = (declineCode: string | null, more: Partial<CardDecline> = {}): CardDecline => ({
  code: 'card_declined',
  declineCode,
  adviceCode: null,
  ...more,
});
const codes = Object.keys(DECLINE_ADVICE);

describe('What a decline means', () => {
  it.each<[string, DeclineRetry]>([
    // STRIPE.md §1.8: never again
    ['lost_card', 'never'],
    ['stolen_card', 'never'],
    ['pickup_card', 'never'],
    ['expired_card', 'never'],
    ['fraudulent', 'never'],
    ['invalid_account', 'never'],
    ['incorrect_number', 'never'],
    // … and these later, spaced
    ['insufficient_funds', 'later'],
    ['processing_error', 'later'],
    ['try_again_later', 'later'],
    ['do_not_honor', 'later'],
    ['generic_decline', 'later'],
    ['incorrect_cvc', 'corrected'],
    ['authentication_required', 'with_holder'],
    ['duplicate_transaction', 'never'],
  ])('%s: %s', (code, retry) => expect(adviseOnDecline(decline(code)).retry).toBe(retry));

  it('goes by the error’s own code when the bank gave no reason', () => {
    expect(adviseOnDecline(decline(null, { code: 'expired_card' })).retry).toBe('never');
    expect(adviseOnDecline(decline(null)).retry).toBe('later');
  });

  it('has words for a reason it does not know', () =>
    expect(adviseOnDecline(decline('not_invented_yet', { code: 'nor_this' }))).toEqual(UNKNOWN_DECLINE));

  it('lets the processor say no, and send the holder to correct the card', () => {
    expect(adviseOnDecline(decline('insufficient_funds', { adviceCode: 'do_not_try_again' })).retry).toBe('never');
    expect(adviseOnDecline(decline('generic_decline', { adviceCode: 'confirm_card_data' })).retry).toBe('corrected');
  });

  it('never says that a card was lost or stolen: it reads like any other decline', () => {
    const words = ['lost_card', 'stolen_card', 'pickup_card', 'fraudulent'].map((code) => DECLINE_ADVICE[code]);
    expect(new Set(words).size).toBe(1);
    for (const code of codes) expect(Object.values(DECLINE_ADVICE[code]!).join(' ')).not.toMatch(/stolen|lost|fraud/i);
  });

  it('has something to say at the desk and to the patient for every reason, and never blames', () => {
    for (const code of codes) {
      const { deskWords, patientWords } = DECLINE_ADVICE[code]!;
      expect([deskWords.length > 20, patientWords.length > 20, /\.$/.test(deskWords)]).toEqual([true, true, true]);
    }
  });

  it('never allows another try of what the networks forbid, whatever the processor adds', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...codes.filter((code) => DECLINE_ADVICE[code]!.retry === 'never')),
        fc.constantFrom(null, 'do_not_try_again', 'try_again_later'),
        (code, adviceCode) => adviseOnDecline(decline(code, { adviceCode })).retry === 'never',
      ),
    ));

  it('asks for the holder when the bank does', () => {
    expect(needsHolder(decline('authentication_required'))).toBe(true);
    expect(needsHolder(decline('insufficient_funds'))).toBe(false);
  });
});
