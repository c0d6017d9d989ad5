import { routeLine } from '../../../src/domain/routing/route-line';
import { ELECTION_SCOPES } from '../../../src/domain/routing/routing-facts';
import { missingForSpravato } from '../../../src/domain/routing/spravato-coverage';
import { saysAll } from '../builders';
import { approved, facts, lapsed, outOfNetwork, plan } from './facts';

describe('A reason carries the facts it rests on', () => {
  it('cites the rule of a paid-in-full election', () => {
    for (const scope of ELECTION_SCOPES)
      saysAll(routeLine(facts('intake', undefined, { election: { scope, reason: 'privacy' } })).reason, [
        '45 CFR 164.522(a)(1)(vi)',
      ]);
  });

  it.each([
    ['in network', facts('intake', plan())],
    ['out of network', facts('intake', outOfNetwork)],
    ['lapsed', facts('intake', lapsed)],
    ['ketamine by policy, out of network', facts('iv_infusion', outOfNetwork, { payerCovers: true })],
  ])('names the payer: %s', (_name, given) => {
    saysAll(routeLine(given).reason, ['Example Health']);
  });

  it('says something different for everything that keeps a plan from being billed', () => {
    const notCovered = facts('intake', plan(), { payerCovers: false });
    const given = [facts('intake'), facts('intake', lapsed), notCovered, facts('intake', outOfNetwork)];
    expect(new Set(given.map((one) => routeLine(one).reason)).size).toBe(4);
  });

  it('does not blame the plan for ketamine unless the payer covers it', () => {
    const reasonOf = (...given: Parameters<typeof facts>): string => routeLine(facts(...given)).reason;
    const standard = reasonOf('iv_infusion');
    expect(reasonOf('iv_infusion', plan())).toBe(standard);
    expect(reasonOf('iv_infusion', undefined, { payerCovers: true })).toBe(standard);
    expect(reasonOf('iv_infusion', outOfNetwork, { payerCovers: true })).not.toBe(standard);
  });

  it('names the authorization that lets Spravato be billed, and the one that does not', () => {
    const given = facts('spravato', plan(), { authorization: approved });
    saysAll(routeLine(given).reason, ['Example Health', 'PA998877']);
    saysAll(routeLine({ ...given, authorization: { ...approved, coversUnits: false } }).reason, ['PA998877']);
  });
});

describe('Spravato goes to the patient as long as anything is missing', () => {
  const ready = facts('spravato', plan(), { authorization: approved });

  it.each([
    ['nothing', ready, []],
    ['insurance', facts('spravato'), ['coverage_on_file']],
    ['a plan in effect', { ...ready, coverage: lapsed }, ['coverage_in_effect']],
    ['a payer that covers it', { ...ready, payerCovers: false }, ['covered_by_payer']],
    ['an authorization', { ...ready, authorization: undefined }, ['authorization_on_file']],
    ['approval', { ...ready, authorization: { ...approved, isApproved: false } }, ['authorization_approved']],
    ['the date', { ...ready, authorization: { ...approved, coversDate: false } }, ['authorization_for_date']],
    ['units', { ...ready, authorization: { ...approved, coversUnits: false } }, ['authorization_with_units']],
    ['the code', { ...ready, authorization: { ...approved, coversCode: false } }, ['authorization_for_code']],
    ['the dose', { ...ready, authorization: { ...approved, coversDose: false } }, ['authorization_for_dose']],
    [
      'the provider',
      { ...ready, authorization: { ...approved, coversProvider: false } },
      ['authorization_for_provider'],
    ],
    [
      'two things',
      { ...ready, coverage: lapsed, authorization: undefined },
      ['coverage_in_effect', 'authorization_on_file'],
    ],
  ])('%s is missing', (_name, given, missing) => {
    expect(missingForSpravato(given)).toEqual(missing);
    expect(routeLine(given).row).toBe(missing.length === 0 ? 6 : 7);
  });

  it('says something different for everything that can be missing', () => {
    const authorizations = [
      undefined,
      ...(['isApproved', 'coversDate', 'coversUnits', 'coversCode', 'coversDose', 'coversProvider'] as const).map(
        (name) => ({
          ...approved,
          [name]: false,
        }),
      ),
    ];
    const variants = [
      facts('spravato'),
      { ...ready, coverage: lapsed },
      { ...ready, payerCovers: false },
      ...authorizations.map((authorization) => ({ ...ready, authorization })),
    ];
    expect(new Set(variants.map((given) => routeLine(given).reason)).size).toBe(10);
  });
});
