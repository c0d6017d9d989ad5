import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId, ProviderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import type { EstimateItemView, EstimateView } from '../../modules/estimates/estimate.view';
import { EstimatesReader } from '../../modules/estimates/estimates.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import { DisputeDesk } from './dispute-desk';
import { EstimateOffer } from './estimate-offer';
import type { EstimateItemShown, EstimatePageProps } from './estimate.page';
import type { EstimateDue } from './estimates.page';
import type { NewEstimatePageProps } from './new-estimate.page';

const MOST = 200;

/** What the pages of estimates show. Tx: joins the open one or opens its own. */
@Injectable()
export class EstimateDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly estimates: EstimatesReader,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly offer: EstimateOffer,
    private readonly disputes: DisputeDesk,
  ) {}

  /** Those to be given within the next two weeks, and those nobody gave: the most urgent first. */
  due(): Promise<EstimateDue[]> {
    return this.tx.run(async () => {
      const dueBefore = (await this.clinics.today()).add({ days: 14 }).toString();
      const { data } = await this.estimates.list({ dueBefore, limit: MOST });
      const rows = await Promise.all(
        data.map(async (estimate) => ({
          id: estimate.id,
          patient: toPatientHead(await this.patients.get(estimate.patientId as PatientId)),
          what: estimate.number ?? 'to be made',
          dueBy: estimate.dueBy === null ? undefined : parseBusinessDate(estimate.dueBy),
          isOverdue: estimate.isOverdue,
          expected: Money.cents(estimate.totalMaxCents),
        })),
      );
      return rows.sort((a, b) => String(a.dueBy).localeCompare(String(b.dueBy)));
    });
  }

  /** Errors: `estimate_unknown`. */
  one(id: string): Promise<Omit<EstimatePageProps, 'shell' | 'mayWorkDisputes' | 'idempotencyKey' | 'form'>> {
    return this.tx.run(async () => {
      const estimate = await this.estimates.get(id);
      const [disputes, patient, provider] = await Promise.all([
        this.disputes.ofEstimate(id),
        this.patients.get(estimate.patientId as PatientId),
        this.clinics.provider(estimate.providerId as ProviderId),
      ]);
      return {
        ...shown(estimate),
        disputes,
        patient: toPatientHead(patient),
        provider: `${provider.firstName} ${provider.lastName}, ${provider.credentials}`,
      };
    });
  }

  /** Errors: `patient_unknown`; `estimate_unknown` for one of somebody else. */
  form(patientId: PatientId, replaces?: string): Promise<Omit<NewEstimatePageProps, 'shell' | 'form'>> {
    return this.tx.run(async () => {
      const [patient, clinic, offer, replaced] = await Promise.all([
        this.patients.get(patientId),
        this.clinics.current(),
        this.offer.choices(),
        replaces ? this.estimates.get(replaces) : undefined,
      ]);
      return {
        patient: toPatientHead(patient),
        ...offer,
        providers: clinic.providers.map(({ id, firstName, lastName, credentials }) => ({
          value: id,
          label: `${firstName} ${lastName}, ${credentials}`,
        })),
        replaces: replaced?.number ?? undefined,
      };
    });
  }
}

type ShownAside = 'shell' | 'patient' | 'provider' | 'disputes' | 'mayWorkDisputes' | 'idempotencyKey' | 'form';

function shown(estimate: EstimateView): Omit<EstimatePageProps, ShownAside> {
  const { startsOn, endsOn, dueBy } = estimate;
  return {
    id: estimate.id,
    number: estimate.number ?? undefined,
    status: estimate.status,
    dueBy: dueBy === null ? undefined : parseBusinessDate(dueBy),
    isOverdue: estimate.isOverdue,
    period: startsOn && endsOn ? { from: parseBusinessDate(startsOn), to: parseBusinessDate(endsOn) } : undefined,
    items: estimate.items.map(item),
    least: Money.cents(estimate.totalMinCents),
    most: Money.cents(estimate.totalMaxCents),
    billed: Money.cents(estimate.billedToDateCents),
    excess: Money.cents(estimate.excessCents),
    level: estimate.standing.level,
    leftUntilStop: Money.cents(estimate.standing.leftUntilStopCents),
  };
}

const item = (line: EstimateItemView): EstimateItemShown => ({
  key: line.serviceCode,
  name: line.description,
  why: line.reason,
  times:
    line.quantityMin === line.quantityMax ? String(line.quantityMax) : `${line.quantityMin} to ${line.quantityMax}`,
  each: Money.cents(line.unitPriceCents),
  least: Money.cents(line.amountMinCents),
  most: Money.cents(line.amountMaxCents),
});
