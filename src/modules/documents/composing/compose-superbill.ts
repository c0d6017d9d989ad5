import type { SuperbillDraft, SuperbillLine as DraftLine } from '../../../domain/superbill/superbill-draft';
import { type SuperbillGap, superbillGaps } from '../../../domain/superbill/superbill-gaps';
import { superbillTotals } from '../../../domain/superbill/superbill-lines';
import { type BusinessDate, parseBusinessDate } from '../../../kernel/business-date';
import { Money } from '../../../kernel/money';
import type { CodeSetView } from '../../catalog/code-set.view';
import type { ClinicView, ProviderView } from '../../clinics/clinic.view';
import type { PatientView } from '../../patients/patient.view';
import { adjustmentLabel } from './adjustment-label';
import type { IssueFacts } from '../issuing/document-file';
import { diagnosisDescription } from './diagnosis-descriptions';
import type { ChargeFacts, PaymentFacts, VisitFacts } from '../persistence/superbill-facts.reader';
import { printedAddress, printedPractice } from '../sources/printed-parties';
import type { SuperbillLine, SuperbillModel } from '../models/superbill.model';
import { tenderLabel } from './tender-label';

/** What a superbill says before it has a number: what is compared to see whether anything changed. */
export type SuperbillContent = Omit<SuperbillModel, keyof IssueFacts>;

/** A charge that may appear, with its visit and its codes. */
export interface BillableCharge {
  readonly visit: VisitFacts;
  readonly charge: ChargeFacts;
  /** The clinic's codes on the day, for a charge posted before they were loaded. */
  readonly codeSet?: CodeSetView;
}

export interface SuperbillFacts {
  readonly clinic: ClinicView;
  readonly patient: PatientView;
  readonly plan?: { readonly payerName: string; readonly memberId: string };
  /** In the order they are printed; at least one. */
  readonly billable: readonly BillableCharge[];
  readonly payments: readonly PaymentFacts[];
  readonly showDiagnosisDescriptions: boolean;
}

/** What a superbill made of these facts says. Amounts come from the ledger: paid is what is no longer open. */
export function composeSuperbill(facts: SuperbillFacts): SuperbillContent {
  const { clinic, patient, billable } = facts;
  const providers = providersOf(facts);
  const locationIds = [...new Set(billable.map(({ visit }) => visit.locationId))];
  const codes = diagnosesOf(billable);
  const totals = superbillTotals(billable.map(({ charge }) => amountsOf(charge)));
  return {
    practice: printedPractice(clinic),
    patient: {
      name: [patient.firstName, patient.middleName, patient.lastName].filter(Boolean).join(' '),
      dateOfBirth: patient.dateOfBirth,
      ...(patient.address ? { address: printedAddress(patient.address) } : {}),
      ...(facts.plan ? { plan: facts.plan } : {}),
    },
    providers: providers.map((provider) => ({
      name: `${provider.firstName} ${provider.lastName}`,
      credentials: provider.credentials,
      npi: provider.npi,
      licenseNumber: provider.licenseNumber,
      licenseState: provider.licenseState,
    })),
    locations: clinic.locations
      .filter((location) => locationIds.includes(location.id))
      .sort((a, b) => locationIds.indexOf(a.id) - locationIds.indexOf(b.id))
      .map((location) => ({ name: location.name, address: printedAddress(location.address) })),
    diagnoses: codes.map((code, index) => {
      const description = facts.showDiagnosisDescriptions ? diagnosisDescription(code) : undefined;
      return { pointer: pointerLetter(index), code, ...(description ? { description } : {}) };
    }),
    lines: billable.map((line) => printedLine(line, { providers, locationIds, codes })),
    totals: {
      chargeCents: totals.charged.toJSON(),
      adjustmentCents: totals.adjusted.toJSON(),
      paidCents: totals.paid.toJSON(),
      balanceCents: totals.balance.toJSON(),
    },
    payments: facts.payments.map((payment) => ({
      paidOn: payment.paidOn,
      tenders: payment.tenders.map((tender) => ({ label: tenderLabel(tender), amountCents: tender.amountCents })),
      appliedCents: Money.sum(payment.applied.map((part) => Money.cents(part.amountCents))).toJSON(),
      ...(payment.releasedCents > 0 ? { creditedCents: payment.releasedCents } : {}),
      ...(payment.isDisputed ? { isDisputed: true } : {}),
    })),
  };
}

/** What an insurer would miss, with pointers into the superbill; for several providers each is checked. */
export function gapsOf(facts: SuperbillFacts, issuedOn: BusinessDate): SuperbillGap[] {
  const codes = diagnosesOf(facts.billable);
  return providersOf(facts).flatMap((provider, index) =>
    superbillGaps(draftOf(facts, { provider, codes, issuedOn }))
      .filter((gap) => index === 0 || gap.element.startsWith('provider_'))
      .map((gap) => ({ ...gap, pointer: gap.pointer.replace(/^\/provider\//, `/providers/${index}/`) })),
  );
}

function draftOf(
  facts: SuperbillFacts,
  part: { provider: ProviderView; codes: readonly string[]; issuedOn: BusinessDate },
): SuperbillDraft {
  const { clinic, patient, plan } = facts;
  const { provider, codes, issuedOn } = part;
  return {
    patient: {
      legalName: `${patient.firstName} ${patient.lastName}`,
      dateOfBirth: parseBusinessDate(patient.dateOfBirth),
      address: patient.address ? printedAddress(patient.address) : undefined,
      memberId: plan?.memberId,
    },
    practice: printedPractice(clinic),
    provider: { ...provider, name: `${provider.firstName} ${provider.lastName}` },
    diagnoses: codes,
    lines: facts.billable.map((line) => draftLine(line, codes)),
    payments: facts.payments.map((payment) => ({
      paidOn: parseBusinessDate(payment.paidOn),
      tender: payment.tenders.map(tenderLabel).join('; '),
      amount: Money.sum(payment.applied.map((applied) => Money.cents(applied.amountCents))),
    })),
    attestedBy: `${provider.firstName} ${provider.lastName}, ${provider.credentials}`,
    issuedOn,
  };
}

function draftLine(line: BillableCharge, codes: readonly string[]): DraftLine {
  const { visit, charge } = line;
  return {
    chargeId: charge.id,
    kind: charge.serviceKind,
    documentRule: charge.documentRule,
    rendered: charge.isRendered,
    isOnClaim: charge.isInsurance,
    dateOfService: parseBusinessDate(visit.dateOfService),
    placeOfService: visit.placeOfService,
    diagnosisPointers: codesOf(line).map((code) => codes.indexOf(code) + 1),
    ...procedureOf(line),
    ...amountsOf(charge),
  };
}

function printedLine(
  line: BillableCharge,
  lists: { providers: readonly ProviderView[]; locationIds: readonly string[]; codes: readonly string[] },
): SuperbillLine {
  const { visit, charge } = line;
  const { procedureCode = '', modifiers, units } = procedureOf(line);
  const { paid } = amountsOf(charge);
  return {
    dateOfService: visit.dateOfService,
    placeOfService: visit.placeOfService,
    provider: lists.providers.findIndex((provider) => provider.id === visit.providerId),
    location: lists.locationIds.indexOf(visit.locationId),
    description: charge.description,
    procedureCode,
    modifiers,
    diagnosisPointers: codesOf(line).map((code) => pointerLetter(lists.codes.indexOf(code))),
    units,
    chargeCents: charge.listPriceCents,
    adjustments: charge.adjustments.map(({ type, amountCents }) => ({ label: adjustmentLabel(type), amountCents })),
    paidCents: paid.toJSON(),
    balanceCents: charge.openCents,
  };
}

/** The codes as billed; those of the clinic's code set for a charge that was posted without. */
function procedureOf({ charge, codeSet }: BillableCharge) {
  const { procedureCode, procedureUnits, modifiers, quantity, doseMg } = charge;
  if (procedureCode !== null) return { procedureCode, modifiers, units: procedureUnits ?? quantity };
  const code = codeSet?.lines[0];
  const unitsEach = code?.unitsRule === 'per_mg' ? (doseMg ?? 1) : (code?.units ?? 1);
  return {
    procedureCode: code?.code,
    modifiers: modifiers.length > 0 ? modifiers : (code?.modifiers ?? []),
    units: quantity * unitsEach,
  };
}

function amountsOf({ listPriceCents, openCents, adjustments }: ChargeFacts) {
  const charged = Money.cents(listPriceCents);
  const adjusted = Money.sum(adjustments.map(({ amountCents }) => Money.cents(amountCents)));
  return { charged, adjusted, paid: charged.minus(adjusted).minus(Money.cents(openCents)) };
}

/** The diagnoses a line points to. */
const codesOf = ({ visit, charge }: BillableCharge): string[] =>
  charge.diagnosisPointers.flatMap((pointer) => visit.diagnoses[pointer - 1] ?? []);

/** Only the diagnoses some line points to, in the order of their first appearance: the minimum necessary. */
const diagnosesOf = (billable: readonly BillableCharge[]): string[] => [...new Set(billable.flatMap(codesOf))];

function providersOf({ clinic, billable }: SuperbillFacts): ProviderView[] {
  const ids = new Set(billable.map(({ visit }) => visit.providerId));
  return [...ids].flatMap((id) => clinic.providers.find((provider) => provider.id === id) ?? []);
}

/** A, B … Z, AA …: letters, as on a CMS-1500. */
function pointerLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : pointerLetter(Math.floor(index / 26) - 1) + letter;
}
