import { Injectable } from '@nestjs/common';
import { standingPayments } from '../../../domain/superbill/standing-payments';
import { type SuperbillCandidate, superbillLineRefusal } from '../../../domain/superbill/superbill-lines';
import { parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import type { ChargeId, PatientId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import type { CodeSetView } from '../../catalog/code-set.view';
import { CodeSetsReader } from '../../catalog/code-sets.reader';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { PatientsReader } from '../../patients/patients.reader';
import type { BillableCharge, SuperbillFacts } from '../composing/compose-superbill';
import {
  type ChargeFacts,
  SuperbillFactsReader,
  type VisitFacts,
  type VisitSelection,
} from '../persistence/superbill-facts.reader';

/** A charge that may not appear, in the terms of the rule that says so. */
export interface RefusedCharge extends SuperbillCandidate {
  readonly chargeId: ChargeId;
}

export interface GatheredSuperbill extends SuperbillFacts {
  readonly refused: readonly RefusedCharge[];
}

/**
 * Gathers what a superbill is made of from the rooms to the left, and parts the charges that may appear from those that
 * may not.
 *
 * Tx: needs one; holds the patient. Errors: `patient_unknown`; `visit_unknown` also for another patient's visit.
 */
@Injectable()
export class SuperbillSources {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsReader,
    private readonly codeSets: CodeSetsReader,
    private readonly facts: SuperbillFactsReader,
  ) {}

  async gather(
    input: VisitSelection & { readonly patientId: PatientId; readonly showDiagnosisDescriptions?: boolean },
  ): Promise<GatheredSuperbill> {
    const { patientId, showDiagnosisDescriptions = false } = input;
    await this.facts.lockPatient(patientId);
    const patient = await this.patients.get(patientId);
    const clinic = await this.clinics.current();
    const visits = await this.facts.visits(patientId, input);
    if ('visitIds' in input) assertAllFound(input.visitIds, visits);
    const lines = visits.flatMap((visit) => visit.charges.map((charge) => ({ visit, charge })));
    const billable = await this.withCodes(lines.filter(({ charge }) => !superbillLineRefusal(candidateOf(charge))));
    const refused = lines.map(({ charge }) => candidateOf(charge)).filter(superbillLineRefusal);
    const lastDay = billable.at(-1)?.visit.dateOfService;
    const plan = lastDay === undefined ? undefined : await this.facts.plan(patientId, lastDay);
    const payments = standingPayments(await this.facts.payments(billable.map(({ charge }) => charge.id)), (chargeId) =>
      paidOf(billable, chargeId),
    );
    return { clinic, patient, plan, billable, refused, payments, showDiagnosisDescriptions };
  }

  /** Looks codes up for charges that were posted before the clinic loaded any. */
  private async withCodes(lines: readonly BillableCharge[]): Promise<BillableCharge[]> {
    const without = lines.filter(({ charge }) => charge.procedureCode === null);
    const byDay = new Map<string, ReadonlyMap<string, CodeSetView>>();
    for (const day of new Set(without.map(({ visit }) => visit.dateOfService))) {
      const serviceCodes = without.map(({ charge }) => charge.serviceCode);
      byDay.set(day, await this.codeSets.codesFor({ serviceCodes, on: parseBusinessDate(day) }));
    }
    return lines.map((line) => ({
      ...line,
      codeSet: byDay.get(line.visit.dateOfService)?.get(line.charge.serviceCode),
    }));
  }
}

/** What the ledger says is paid of a charge: what is no longer open. */
function paidOf(billable: readonly BillableCharge[], chargeId: ChargeId): Money {
  const charge = billable.find((line) => line.charge.id === chargeId)?.charge;
  if (!charge) return Money.ZERO;
  const adjusted = charge.adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0);
  return Money.cents(charge.listPriceCents - adjusted - charge.openCents);
}

const candidateOf = (charge: ChargeFacts): RefusedCharge => ({
  chargeId: charge.id,
  kind: charge.serviceKind,
  documentRule: charge.documentRule,
  rendered: charge.isRendered,
  isOnClaim: charge.isInsurance,
});

function assertAllFound(visitIds: readonly string[], visits: readonly VisitFacts[]): void {
  const missing = visitIds.findIndex((id) => !visits.some((visit) => visit.id === id.toLowerCase()));
  if (missing < 0) return;
  throw new DomainError('visit_unknown', {
    detail: 'This patient has no such visit.',
    errors: [{ pointer: `/visitIds/${missing}`, message: 'names no visit of this patient' }],
  });
}
