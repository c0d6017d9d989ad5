import { Injectable } from '@nestjs/common';
import type { BillingProvider, ClaimForm, ClaimFormLine, ClaimSubscriber } from '../../../domain/claims/claim-form';
import type { GateFacts } from '../../../domain/claims/claim-gates';
import { isDrugCode } from '../../../domain/claims/esketamine';
import { drugQuantityOf, PAYER_DEFAULTS, type PayerRules } from '../../../domain/claims/payer-defaults';
import { type BusinessDate, businessDateOf, compareDates, parseBusinessDate } from '../../../kernel/business-date';
import { Clock } from '../../../kernel/clock';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import type { ClinicView } from '../../clinics/clinic.view';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { ClaimSettings } from '../claim-settings';
import type { ClaimSettingsView } from '../claim-settings.view';
import { adjudicationsOf, otherPayerOf, priorPayerDecided, responsibilityOf } from '../posting/prior-payers';
import { observedMinutes } from './observed-minutes';
import { type ClaimFacts, ClaimFactsReader, type ClaimLineFacts } from '../persistence/claim-facts.reader';
import type { ClaimId } from '../../../kernel/ids';

/** The clinic's side of every claim. */
export interface ClaimDesk {
  readonly clinic: ClinicView;
  readonly settings: ClaimSettingsView;
  readonly today: BusinessDate;
}

/** A claim with all that its form and its gates are made of. */
export interface GatheredClaim {
  readonly facts: ClaimFacts;
  readonly form: ClaimForm;
  readonly billing: BillingProvider;
  readonly gates: GateFacts;
  readonly rules: PayerRules;
}

/** Gathers claims from everything on file. Tx: needs one. */
@Injectable()
export class ClaimSources {
  constructor(
    private readonly facts: ClaimFactsReader,
    private readonly clinics: ClinicsReader,
    private readonly settings: ClaimSettings,
    private readonly clock: Clock,
  ) {}

  async desk(): Promise<ClaimDesk> {
    const [clinic, settings] = await Promise.all([this.clinics.current(), this.settings.get()]);
    return { clinic, settings, today: businessDateOf(this.clock.now(), clinic.timeZone) };
  }

  async gather(ids: readonly ClaimId[]): Promise<GatheredClaim[]> {
    const [desk, facts] = await Promise.all([this.desk(), this.facts.ofClaims(ids)]);
    return facts.map((claim) => gatherClaim(claim, desk));
  }
}

/** A claim as its form says it. */
export function gatherClaim(facts: ClaimFacts, desk: ClaimDesk): GatheredClaim {
  const { filingCode, appealDays, requiresAuthorization, drugQuantity } = facts.rules ?? {};
  const defaults = PAYER_DEFAULTS[facts.coverage.planType];
  const rules: PayerRules = {
    filingCode: filingCode ?? defaults.filingCode,
    timelyFilingDays: defaults.timelyFilingDays,
    appealDays: appealDays ?? defaults.appealDays,
    requiresAuthorization: requiresAuthorization ?? defaults.requiresAuthorization,
    drugQuantity: drugQuantity ?? defaults.drugQuantity,
  };
  const provider = desk.clinic.providers.find(({ id }) => id === facts.visit.providerId);
  invariant(provider, 'the provider of a visit exists');
  return {
    facts,
    rules,
    billing: {
      name: desk.clinic.legalName,
      npi: desk.clinic.npi,
      ein: desk.clinic.ein,
      taxonomyCode: desk.settings.billingTaxonomyCode ?? provider.taxonomyCode,
      address: {
        ...withoutNull(desk.clinic.address),
        postalCode: desk.settings.billingPostalCode ?? desk.clinic.address.postalCode,
      },
    },
    form: {
      controlNumber: facts.controlNumber,
      frequency: facts.frequency,
      payerClaimNumber: facts.frequency === 'original' ? undefined : (facts.payerClaimNumber ?? undefined),
      total: Money.cents(facts.totalCents),
      placeOfService: facts.visit.placeOfService,
      authorizationNumber: facts.authorizationNumber ?? undefined,
      diagnoses: facts.visit.diagnoses,
      subscriber: subscriberOf(facts, rules),
      payer: { name: facts.coverage.payerName, id: facts.coverage.payerId },
      rendering: { lastName: provider.lastName, firstName: provider.firstName, npi: provider.npi },
      facility: facilityOf(facts, desk.clinic),
      otherPayers: facts.prior.map(otherPayerOf),
      lines: facts.lines.map((line) => lineOf(line, facts, rules)),
    },
    gates: gatesOf(facts, rules, desk),
  };
}

function subscriberOf({ patient, coverage }: ClaimFacts, rules: PayerRules): ClaimSubscriber {
  const { line1, line2, city, state, postalCode } = patient;
  const hasAddress = line1 !== null && city !== null && state !== null && postalCode !== null;
  return {
    lastName: patient.lastName,
    firstName: patient.firstName,
    middleName: patient.middleName ?? undefined,
    memberId: coverage.memberId,
    responsibility: responsibilityOf(coverage),
    filingCode: rules.filingCode,
    address: hasAddress ? { line1, line2: line2 ?? undefined, city, state, postalCode } : undefined,
    dateOfBirth: parseBusinessDate(patient.dateOfBirth),
    sex: patient.sex === null ? undefined : ({ female: 'F', male: 'M', unknown: 'U' } as const)[patient.sex],
  };
}

/** The site, when it is not where the clinic gets its mail. */
function facilityOf({ visit }: ClaimFacts, clinic: ClinicView): ClaimForm['facility'] {
  const site = clinic.locations.find(({ id }) => id === visit.locationId);
  if (!site || (site.address.line1 === clinic.address.line1 && site.address.city === clinic.address.city))
    return undefined;
  return { name: site.name, npi: site.npi ?? undefined, address: withoutNull(site.address) };
}

function lineOf(
  line: ClaimLineFacts,
  { observation, dateOfService, prior }: ClaimFacts,
  rules: PayerRules,
): ClaimFormLine {
  const procedureCode = line.procedureCode ?? '';
  const ndc = observation?.ndc ?? undefined;
  const takesDrug = isDrugCode(procedureCode) && ndc !== undefined && line.doseMg !== null;
  return {
    controlNumber: line.controlNumber,
    procedureCode,
    modifiers: line.modifiers,
    amount: Money.cents(line.amountCents),
    units: line.units ?? 0,
    diagnosisPointers: line.diagnosisPointers,
    dateOfService: parseBusinessDate(dateOfService),
    doseMg: line.doseMg ?? undefined,
    drug: takesDrug ? { ndc, ...drugQuantityOf(line.doseMg, rules.drugQuantity) } : undefined,
    adjudications: adjudicationsOf(line, prior),
  };
}

function gatesOf(facts: ClaimFacts, rules: PayerRules, { settings, today }: ClaimDesk): GateFacts {
  const { coverage, observation, earlierEnrollment, lines } = facts;
  const dateOfService = parseBusinessDate(facts.dateOfService);
  const enrolledOn = observation?.remsEnrolledOn ?? earlierEnrollment?.on;
  const formOn = observation?.monitoringFormOn;
  return {
    dateOfService,
    today,
    codes: lines.map((line) => line.procedureCode ?? ''),
    diagnoses: facts.visit.diagnoses,
    coverageActive: isBetween(dateOfService, coverage.effectiveFrom, coverage.effectiveTo),
    // Which benefit it is was settled with the first plan.
    medicalBenefit: coverage.medicalBenefit ?? (facts.prior.length > 0 ? true : null),
    authorization: facts.authorizationNumber === null ? undefined : { number: facts.authorizationNumber },
    // A plan asked after another takes that one's authorization for granted.
    needsAuthorization: rules.requiresAuthorization && !facts.needsNoAuthorization && facts.prior.length === 0,
    remsSiteId: settings.remsSiteId ?? undefined,
    remsEnrolledOn: enrolledOn ? parseBusinessDate(enrolledOn) : undefined,
    observationMinutes: observedMinutes(observation),
    doseMg: lines.find((line) => line.doseMg !== null)?.doseMg ?? undefined,
    ndc: observation?.ndc ?? undefined,
    isEstablishedPatient: observation?.isEstablishedPatient ?? facts.hasEarlierVisit,
    monitoringFormOn: formOn ? parseBusinessDate(formOn) : undefined,
    filingDueOn: parseBusinessDate(facts.filingDueOn),
    isKeptFromPlan: facts.isKeptFromPlan,
    priorPayerDecided: priorPayerDecided(facts),
  };
}

const isBetween = (day: BusinessDate, from: string, to: string | null): boolean =>
  compareDates(day, parseBusinessDate(from)) >= 0 && (to === null || compareDates(day, parseBusinessDate(to)) <= 0);

const withoutNull = <Address extends { readonly line2: string | null }>({ line2, ...address }: Address) => ({
  ...address,
  line2: line2 ?? undefined,
});
