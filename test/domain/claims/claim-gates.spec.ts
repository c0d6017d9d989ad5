import { claimGates, type GateFacts } from '../../../src/domain/claims/claim-gates';
import { day } from './support/forms';

const COMPLETE: GateFacts = {
  dateOfService: day('2026-11-10'),
  today: day('2026-11-15'),
  codes: ['J0013', '99215'],
  diagnoses: ['F33.2'],
  coverageActive: true,
  medicalBenefit: true,
  authorization: { number: 'PA998877' },
  needsAuthorization: true,
  remsSiteId: 'REMS-1',
  remsEnrolledOn: day('2026-10-01'),
  observationMinutes: 120,
  doseMg: 56,
  ndc: '50458002802',
  isEstablishedPatient: undefined,
  monitoringFormOn: day('2026-11-17'),
  filingDueOn: day('2027-02-08'),
  isKeptFromPlan: false,
};

const open = (facts: Partial<GateFacts>) =>
  claimGates({ ...COMPLETE, ...facts }).flatMap(({ gate, isMet }) => (isMet ? [] : [gate]));

describe('The gates of a Spravato claim', () => {
  it('are all met when everything is known', () => expect(open({})).toEqual([]));

  it.each<[string, Partial<GateFacts>, string[]]>([
    ['a plan that ended', { coverageActive: false }, ['coverage_active']],
    ['a benefit nobody asked about', { medicalBenefit: null }, ['benefit_known']],
    ['no authorization', { authorization: undefined }, ['authorization']],
    ['no REMS site', { remsSiteId: undefined }, ['rems_site']],
    ['enrollment a day late', { remsEnrolledOn: day('2026-11-11') }, ['rems_enrollment']],
    ['no times', { observationMinutes: undefined }, ['observation_times', 'observation_two_hours']],
    ['119 minutes', { observationMinutes: 119 }, ['observation_two_hours']],
    ['a dose that is on no label', { doseMg: 28 }, ['dose', 'ndc_matches_dose']],
    ['the kit of the other dose', { ndc: '50458002803' }, ['ndc_matches_dose']],
    ['an unspecified diagnosis', { diagnoses: ['F33.9'] }, ['diagnosis_specific']],
    ['a G-code for a patient never seen', { codes: ['G2082'], isEstablishedPatient: false }, ['established_patient']],
    ['a G-code for a patient nobody asked about', { codes: ['G2082'] }, ['established_patient']],
    ['a deadline that has passed', { today: day('2027-02-09') }, ['timely_filing']],
    ['care the patient keeps from the plan', { isKeptFromPlan: true }, ['disclosure_permitted']],
    ['a plan before that has not decided', { priorPayerDecided: false }, ['prior_payer_decided']],
    ['a plan before that has', { priorPayerDecided: true }, []],
    ['a monitoring form a day late', { monitoringFormOn: day('2026-11-18') }, ['monitoring_form']],
  ])('see %s', (_name, facts, gates) => expect(open(facts)).toEqual(gates));

  it('do not wait for the monitoring form', () => {
    expect(claimGates({ ...COMPLETE, monitoringFormOn: undefined }).filter(({ isMet }) => !isMet)).toMatchObject([
      { gate: 'monitoring_form', isBlocking: false },
    ]);
  });

  it('ask no Spravato questions of another claim, and no authorization of Medicare', () => {
    expect(claimGates({ ...COMPLETE, codes: ['90834'] }).map(({ gate }) => gate)).toEqual([
      'coverage_active',
      'timely_filing',
    ]);
    expect(open({ authorization: undefined, needsAuthorization: false })).toEqual([]);
  });
});
