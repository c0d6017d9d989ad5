import fc from 'fast-check';
import { DOCUMENT_RULES, SERVICE_KINDS } from '../../../src/domain/pricing/service-terms';
import { routeLine } from '../../../src/domain/routing/route-line';
import { ELECTION_SCOPES, PLAN_TYPES, type RoutingFacts } from '../../../src/domain/routing/routing-facts';
import { on, saysAll, service } from '../builders';
import { medicare } from './facts';

describe('Whatever the facts', () => {
  const anyFacts: fc.Arbitrary<RoutingFacts> = fc.record({
    service: fc
      .record({ kind: fc.constantFrom(...SERVICE_KINDS), documentRule: fc.constantFrom(...DOCUMENT_RULES) })
      .map(({ kind, documentRule }) => service(kind, { documentRule })),
    dateOfService: fc.constant(on('2026-11-20')),
    election: fc.option(fc.record({ scope: fc.constantFrom(...ELECTION_SCOPES), reason: fc.constant('') }), {
      nil: undefined,
    }),
    coverage: fc.option(
      fc.record({
        planType: fc.constantFrom(...PLAN_TYPES),
        networkStatus: fc.constantFrom('in' as const, 'out' as const),
        payerName: fc.constant('Example Health'),
        effective: fc.boolean(),
      }),
      { nil: undefined },
    ),
    providerMedicareOptedOut: fc.boolean(),
    authorization: fc.option(
      fc.record({
        number: fc.constant('PA1'),
        isApproved: fc.boolean(),
        coversDate: fc.boolean(),
        coversUnits: fc.boolean(),
        coversCode: fc.boolean(),
        coversDose: fc.boolean(),
        coversProvider: fc.boolean(),
      }),
      { nil: undefined },
    ),
    payerCovers: fc.option(fc.boolean(), { nil: undefined }),
    payerRequiresAuthorization: fc.option(fc.boolean(), { nil: undefined }),
    clinicPolicy: fc.option(fc.constantFrom('insurance' as const, 'self_pay' as const), { nil: undefined }),
  });
  const isSelfPay = (given: RoutingFacts): boolean => routeLine(given).destination === 'self_pay';

  it('a claim goes with insurance and with nothing else, and only to a plan in effect', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const route = routeLine(given);
        expect(route.documentRule === 'claim').toBe(route.destination === 'insurance');
        if (route.destination === 'insurance') expect(given.coverage?.effective).toBe(true);
        saysAll(route.reason, []);
      }),
      { numRuns: 2000 },
    );
  });

  it('an election and a fee never reach a plan', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        if (given.election || given.service.kind === 'fee') expect(isSelfPay(given)).toBe(true);
        if (given.service.kind === 'fee') expect(routeLine(given).documentRule).toBe('receipt_only');
      }),
      { numRuns: 2000 },
    );
  });

  it('ketamine never depends on the network unless the payer says it covers it', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        fc.pre(['experiential', 'group_experiential', 'iv_infusion'].includes(given.service.kind));
        if (given.payerCovers !== true) expect(isSelfPay(given)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('a covered Medicare service of a clinician who has not opted out never gets a superbill', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        fc.pre(['intake', 'integration', 'preparation', 'spravato'].includes(given.service.kind));
        const covered = { ...given, coverage: medicare, providerMedicareOptedOut: false, payerCovers: undefined };
        expect(routeLine(covered).documentRule).toBe(given.election ? 'receipt_only' : 'claim');
      }),
      { numRuns: 2000 },
    );
  });

  it('the clinic’s own policy moves nothing that law, a contract or an election decides', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const without = routeLine({ ...given, clinicPolicy: undefined });
        const isFree =
          !given.election &&
          given.coverage?.effective === true &&
          given.coverage.networkStatus === 'out' &&
          !['medicare_covered_service', 'medicare_not_covered', 'medicaid_covered_service'].includes(without.rule);
        if (!isFree) expect(routeLine(given)).toEqual(without);
      }),
      { numRuns: 2000 },
    );
  });
});
