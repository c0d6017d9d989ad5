import { hsaFsaEligibility } from '../../../src/domain/payments/hsa-fsa-eligibility';
import { changeDue, checkTenders, TENDER_FIELDS, type TenderInput } from '../../../src/domain/payments/tender-rules';
import { TENDER_TYPES, type TenderType } from '../../../src/domain/payments/tender-types';
import { cents, refusal } from '../builders';

const tender = (type: TenderType, more: Partial<TenderInput> = {}): TenderInput => ({
  type,
  amount: cents(12000),
  ...more,
});
const reference = 'terminal 0042';
const paymentMethodId = 'saved-card';
const tendered = cents(15000);

describe('A tender carries what its type needs and nothing else', () => {
  it.each<[string, TenderInput]>([
    ['cash', tender('cash')],
    ['cash with what was handed over', tender('cash', { tendered })],
    ['cash to the cent', tender('cash', { tendered: cents(12000) })],
    ['a check with its number', tender('check', { reference: '1042' })],
    ['Venmo with its transaction', tender('venmo', { reference })],
    ['a saved card', tender('card_on_file', { paymentMethodId })],
    ['a card on the terminal', tender('card_on_file', { reference })],
    ['an HSA card on the terminal', tender('hsa_fsa_card', { reference })],
    ['a saved HSA card', tender('hsa_fsa_card', { paymentMethodId })],
    ["a card on another's terminal", tender('external_card', { reference })],
    ['a hosted checkout', tender('hosted_checkout')],
    ['unapplied credit', tender('unapplied_credit')],
    ['cash with blanks for a reference', tender('cash', { reference: '  ' })],
  ])('%s is accepted', (_name, input) => {
    expect(() => checkTenders([input])).not.toThrow();
  });

  it.each<[string, TenderInput, string, string]>([
    ['a check without a number', tender('check'), 'tender_reference_required', 'reference'],
    ['a check with a blank number', tender('check', { reference: ' \t' }), 'tender_reference_required', 'reference'],
    ['Venmo without a transaction', tender('venmo'), 'tender_reference_required', 'reference'],
    ['a card from nowhere', tender('card_on_file'), 'tender_reference_required', 'reference'],
    ['an HSA card from nowhere', tender('hsa_fsa_card'), 'tender_reference_required', 'reference'],
    ["another's terminal without a reference", tender('external_card'), 'tender_reference_required', 'reference'],
    ['cash with a reference', tender('cash', { reference }), 'tender_field_not_allowed', 'reference'],
    ['cash with a card', tender('cash', { paymentMethodId }), 'tender_field_not_allowed', 'paymentMethodId'],
    [
      'a check with a card',
      tender('check', { reference, paymentMethodId }),
      'tender_field_not_allowed',
      'paymentMethodId',
    ],
    ['a check with change', tender('check', { reference, tendered }), 'tender_field_not_allowed', 'tenderedCents'],
    [
      'a saved card with a reference',
      tender('hsa_fsa_card', { reference, paymentMethodId }),
      'tender_field_not_allowed',
      'reference',
    ],
    [
      "a saved card on another's terminal",
      tender('external_card', { reference, paymentMethodId }),
      'tender_field_not_allowed',
      'paymentMethodId',
    ],
    ['credit with a reference', tender('unapplied_credit', { reference }), 'tender_field_not_allowed', 'reference'],
    ['too little cash', tender('cash', { tendered: cents(11999) }), 'cash_tendered_too_low', 'tenderedCents'],
  ])('%s is refused', (_name, input, code, field) => {
    const error = refusal(() => checkTenders([tender('cash'), input]));
    expect(error.code).toBe(code);
    expect(error.errors?.map(({ pointer }) => pointer)).toEqual([`/tenders/1/${field}`]);
  });

  it('lists everything wrong of the first kind', () => {
    const error = refusal(() => checkTenders([tender('check'), tender('cash', { reference }), tender('venmo')]));
    expect(error.code).toBe('tender_reference_required');
    expect(error.errors?.map(({ pointer }) => pointer)).toEqual(['/tenders/0/reference', '/tenders/2/reference']);
  });

  it.each<[field: 'tenderedCents' | 'feeCents' | 'card', extra: Partial<TenderInput>, takenBy: TenderType[]]>([
    ['tenderedCents', { tendered }, ['cash']],
    ['feeCents', { fee: cents(352) }, ['venmo']],
    ['card', { card: { brand: 'visa', last4: '4242' } }, ['card_on_file', 'hsa_fsa_card', 'external_card']],
  ])('%s is taken only by the types that have it', (field, extra, takenBy) => {
    for (const type of TENDER_TYPES) {
      const input = tender(type, { ...extra, reference: TENDER_FIELDS[type].reference && reference });
      if (takenBy.includes(type)) expect(() => checkTenders([input])).not.toThrow();
      else {
        const error = refusal(() => checkTenders([input]));
        expect([error.code, error.errors?.[0]?.pointer]).toEqual(['tender_field_not_allowed', `/tenders/0/${field}`]);
      }
    }
  });
});

describe('A payment is above zero', () => {
  it.each<[string, TenderInput[]]>([
    ['no tenders', []],
    ['tenders of zero', [tender('cash', { amount: cents(0) })]],
  ])('%s are refused', (_name, tenders) => {
    expect(refusal(() => checkTenders(tenders)).code).toBe('tender_total_zero');
  });
});

describe('Change is what was handed over and not needed', () => {
  it.each<[TenderInput, bigint]>([
    [tender('cash', { tendered }), 3000n],
    [tender('cash', { tendered: cents(12000) }), 0n],
    [tender('cash'), 0n],
    [tender('check', { reference }), 0n],
  ])('case %#', (input, expected) => {
    expect(changeDue(input).toCents()).toBe(expected);
  });
});

describe('Health-account money pays for eligible care that was given', () => {
  it('says yes, or why not, differently for each reason', () => {
    expect(hsaFsaEligibility({ hsaFsaEligible: true, rendered: true, kind: 'intake' })).toBe(true);
    expect(hsaFsaEligibility({ hsaFsaEligible: true, rendered: true })).toBe(true);
    const reasons = [
      hsaFsaEligibility({ hsaFsaEligible: true, rendered: true, kind: 'fee' }),
      hsaFsaEligibility({ hsaFsaEligible: false, rendered: true }),
      hsaFsaEligibility({ hsaFsaEligible: true, rendered: false }),
    ];
    expect(new Set(reasons).size).toBe(3);
    for (const reason of reasons) expect(typeof reason).toBe('string');
  });
});
