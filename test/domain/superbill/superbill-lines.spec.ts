import fc from 'fast-check';
import { DOCUMENT_RULES, SERVICE_KINDS } from '../../../src/domain/pricing/service-terms';
import { superbillLineRefusal, superbillTotals } from '../../../src/domain/superbill/superbill-lines';
import { cents, saysAll } from '../builders';
import { line } from './drafts';

const totals = (...lines: ReturnType<typeof line>[]): bigint[] => {
  const { charged, adjusted, paid, balance } = superbillTotals(lines);
  return [charged, adjusted, paid, balance].map((amount) => amount.toCents());
};

describe('Only given services with a superbill of their own appear', () => {
  it.each([
    ['an intake', line(), true],
    ['integration', line({ kind: 'integration' }), true],
    ['self-pay Spravato', line({ kind: 'spravato' }), true],
    ['an experiential session', line({ kind: 'experiential', documentRule: 'receipt_only' }), false],
    ['a claim', line({ documentRule: 'claim' }), false],
    ['a line that was filed after all', line({ isOnClaim: true }), false],
    ['a session not given yet', line({ rendered: false }), false],
    ['a fee', line({ kind: 'fee' }), false],
  ])('%s: %p', (_name, candidate, appears) => {
    const refusal = superbillLineRefusal(candidate);
    expect(refusal === undefined).toBe(appears);
    if (refusal !== undefined) saysAll(refusal, []);
  });

  it('never lets through what must not be there', () => {
    const candidate = fc.record({
      kind: fc.constantFrom(...SERVICE_KINDS),
      documentRule: fc.constantFrom(...DOCUMENT_RULES),
      rendered: fc.boolean(),
      isOnClaim: fc.boolean(),
    });
    fc.assert(
      fc.property(candidate, (line) => {
        const appears = line.kind !== 'fee' && line.documentRule === 'superbill' && line.rendered && !line.isOnClaim;
        expect(superbillLineRefusal(line) === undefined).toBe(appears);
      }),
    );
  });
});

describe('The totals show what was really charged', () => {
  it('S1: charged $220.00, paid $220.00', () => {
    expect(totals(line())).toEqual([22000n, 0n, 22000n, 0n]);
  });

  it('S1 with the HSA card declined: $100.00 is open', () => {
    expect(totals(line({ paid: cents(12000) }))).toEqual([22000n, 0n, 12000n, 10000n]);
  });

  it('S4: a courtesy of $50.00 is shown, not hidden in the charge', () => {
    expect(totals(line({ adjusted: cents(5000), paid: cents(17000) }))).toEqual([22000n, 5000n, 17000n, 0n]);
  });

  it('adds up over lines, and over none', () => {
    expect(totals(line(), line({ charged: cents(17000), paid: cents(0) }))).toEqual([39000n, 0n, 22000n, 17000n]);
    expect(totals()).toEqual([0n, 0n, 0n, 0n]);
  });
});
