import type { DocumentRule } from '../../../src/domain/pricing/service-terms';
import type { Destination, RouteNotice } from '../../../src/domain/routing/route';
import { routeLine } from '../../../src/domain/routing/route-line';
import type { RoutingFacts } from '../../../src/domain/routing/routing-facts';
import { ROUTING_RULES } from '../../../src/domain/routing/routing-rules';
import { saysAll } from '../builders';
import { approved, election, facts, lapsed, medicaid, medicare, outOfNetwork, plan } from './facts';

type Case = [name: string, given: RoutingFacts, document: DocumentRule];
interface Row {
  row: number;
  destination: Destination;
  notices: RouteNotice[];
  cases: Case[];
}

const optedOut = { providerMedicareOptedOut: true };
const policy = { payerCovers: true };
const notCovered = { payerCovers: false };
const clinicFiles = { clinicPolicy: 'insurance' } as const;
const clinicKeeps = { clinicPolicy: 'self_pay' } as const;

const ROWS: Row[] = [
  {
    row: 1,
    destination: 'self_pay',
    notices: ['no_disclosure_to_plan', 'good_faith_estimate'],
    cases: [
      ['an election against an in-network plan', facts('intake', plan(), { election }), 'superbill'],
      [
        'an election against approved Spravato',
        facts('spravato', plan(), { election, authorization: approved }),
        'superbill',
      ],
      ['an election against Medicare', facts('intake', medicare, { election }), 'receipt_only'],
      ['an election, Medicare opted out of', facts('intake', medicare, { election, ...optedOut }), 'superbill'],
      ['an election against Medicaid', facts('integration', medicaid, { election }), 'superbill'],
      ['an election for a fee', facts('fee', undefined, { election }), 'receipt_only'],
    ],
  },
  {
    row: 2,
    destination: 'insurance',
    notices: [],
    cases: [
      ['Medicare and an intake', facts('intake', medicare), 'claim'],
      ['Medicare and Spravato without authorization', facts('spravato', medicare), 'claim'],
      ['Medicare out of network', facts('integration', { ...medicare, networkStatus: 'out' }), 'claim'],
      ['Medicare and ketamine by policy', facts('iv_infusion', medicare, policy), 'claim'],
    ],
  },
  {
    row: 3,
    destination: 'self_pay',
    notices: ['advance_beneficiary_notice', 'good_faith_estimate'],
    cases: [
      ['Medicare and ketamine', facts('experiential', medicare), 'receipt_only'],
      ['Medicare that does not cover an intake', facts('intake', medicare, notCovered), 'superbill'],
    ],
  },
  {
    row: 3,
    destination: 'self_pay',
    notices: ['medicare_private_contract', 'good_faith_estimate'],
    cases: [
      ['Medicare opted out of', facts('intake', medicare, optedOut), 'superbill'],
      ['Medicare opted out of, Spravato', facts('spravato', medicare, optedOut), 'superbill'],
      ['Medicare opted out of, ketamine', facts('experiential', medicare, optedOut), 'receipt_only'],
    ],
  },
  {
    row: 4,
    destination: 'insurance',
    notices: [],
    cases: [
      ['Medicaid and an intake', facts('intake', medicaid), 'claim'],
      ['Medicaid out of network', facts('preparation', { ...medicaid, networkStatus: 'out' }), 'claim'],
      ['Medicaid and authorized Spravato', facts('spravato', medicaid, { authorization: approved }), 'claim'],
      ['Medicaid and ketamine by policy', facts('iv_infusion', medicaid, policy), 'claim'],
    ],
  },
  {
    row: 4,
    destination: 'insurance',
    notices: ['authorization_missing'],
    cases: [['Medicaid and Spravato without authorization', facts('spravato', medicaid), 'claim']],
  },
  {
    row: 5,
    destination: 'insurance',
    notices: [],
    cases: [
      ['in network and an intake', facts('intake', plan()), 'claim'],
      ['in network and preparation', facts('preparation', plan({ planType: 'other' })), 'claim'],
      ['in network and IV ketamine by policy', facts('iv_infusion', plan(), policy), 'claim'],
    ],
  },
  {
    row: 5,
    destination: 'insurance',
    notices: [],
    cases: [
      ['out-of-network care the clinic files all the same', facts('intake', outOfNetwork, clinicFiles), 'claim'],
      [
        'ketamine a payer covers, out of network',
        facts('iv_infusion', outOfNetwork, { ...policy, ...clinicFiles }),
        'claim',
      ],
    ],
  },
  {
    row: 5,
    destination: 'self_pay',
    notices: ['good_faith_estimate'],
    cases: [
      ['out-of-network care the clinic keeps to patients', facts('intake', outOfNetwork, clinicKeeps), 'superbill'],
      [
        'approved Spravato out of network, kept to patients',
        facts('spravato', outOfNetwork, { ...clinicKeeps, authorization: approved }),
        'superbill',
      ],
    ],
  },
  {
    row: 6,
    destination: 'insurance',
    notices: [],
    cases: [
      ['Spravato, active and authorized', facts('spravato', plan(), { authorization: approved }), 'claim'],
      ['Spravato out of network, authorized', facts('spravato', outOfNetwork, { authorization: approved }), 'claim'],
    ],
  },
  {
    row: 7,
    destination: 'self_pay',
    notices: ['good_faith_estimate'],
    cases: [
      ['Spravato without insurance', facts('spravato'), 'superbill'],
      ['Spravato in network without authorization', facts('spravato', plan()), 'superbill'],
      ['Spravato with a lapsed plan', facts('spravato', lapsed, { authorization: approved }), 'superbill'],
      ['Spravato with lapsed Medicare', facts('spravato', { ...medicare, effective: false }), 'superbill'],
    ],
  },
  {
    row: 8,
    destination: 'self_pay',
    notices: ['good_faith_estimate'],
    cases: [
      ['ketamine without insurance', facts('experiential'), 'receipt_only'],
      ['ketamine in network', facts('experiential', plan()), 'receipt_only'],
      ['a ketamine group in network', facts('group_experiential', plan()), 'receipt_only'],
      ['IV ketamine by policy, out of network', facts('iv_infusion', outOfNetwork, policy), 'receipt_only'],
      ['IV ketamine by policy, lapsed', facts('iv_infusion', lapsed, policy), 'receipt_only'],
    ],
  },
  {
    row: 8,
    destination: 'self_pay',
    notices: ['medicaid_notice', 'good_faith_estimate'],
    cases: [['ketamine and Medicaid', facts('experiential', medicaid), 'receipt_only']],
  },
  {
    row: 9,
    destination: 'self_pay',
    notices: ['good_faith_estimate'],
    cases: [
      ['an intake without insurance', facts('intake'), 'superbill'],
      ['integration out of network', facts('integration', outOfNetwork), 'superbill'],
      ['preparation out of network', facts('preparation', outOfNetwork), 'receipt_only'],
      ['an intake with a lapsed plan', facts('intake', lapsed), 'superbill'],
      ['an intake the plan does not cover', facts('intake', plan(), notCovered), 'superbill'],
    ],
  },
  {
    row: 9,
    destination: 'self_pay',
    notices: ['medicaid_notice', 'good_faith_estimate'],
    cases: [['an intake Medicaid does not cover', facts('intake', medicaid, notCovered), 'superbill']],
  },
  {
    row: 10,
    destination: 'self_pay',
    notices: [],
    cases: [
      ['a fee without insurance', facts('fee'), 'receipt_only'],
      ['a fee a plan is said to cover', facts('fee', plan(), policy), 'receipt_only'],
      ['a fee and Medicare', facts('fee', medicare), 'receipt_only'],
    ],
  },
];

describe.each(ROWS)('Row $row routes to $destination with notices $notices', ({ row, destination, notices, cases }) => {
  it.each(cases)('%s', (_name, given, document) => {
    const route = routeLine(given);
    expect([route.row, route.destination, route.documentRule]).toEqual([row, destination, document]);
    expect(route.notices).toEqual(notices);
    expect(ROUTING_RULES.filter((rule) => rule.row === row).map(({ id }) => id)).toContain(route.rule);
    saysAll(route.reason, []);
  });
});

describe('The routing table', () => {
  it('has rows 1 to 10 in order, each rule with its own id and each row with a case here', () => {
    const rows = ROUTING_RULES.map((rule) => rule.row);
    expect([...new Set(rows)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([...rows].sort((a, b) => a - b)).toEqual(rows);
    expect(new Set(ROUTING_RULES.map((rule) => rule.id)).size).toBe(ROUTING_RULES.length);
    expect([...new Set(ROWS.map(({ row }) => row))]).toEqual([...new Set(rows)]);
  });
});
