import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { parseBusinessDate } from '../../kernel/business-date';
import type { VisitId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import type { VisitView } from '../../modules/charges/visit.view';
import { VisitsReader } from '../../modules/charges/visits.reader';
import { RecordObservation } from '../../modules/claims/record-observation';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import type { Definition } from '../ui/layout';
import { formatTime } from '../ui/text';
import { toPatientHead } from '../patients/patient-heads';
import { observationFacts, observationValues } from './observation-form';
import { toReviewLine } from './review-lines';
import type { VisitPageProps } from './visit.page';

/** Nothing is signed between the two. */
function timesOf({ doseAt, dischargedAt }: VisitView, timeZone: string): Definition[] {
  if (doseAt === null) return [];
  const time = (at: string): string => formatTime(Temporal.Instant.from(at), timeZone);
  return [
    { term: 'Dosed', value: time(doseAt) },
    { term: 'Fit to leave', value: dischargedAt === null ? 'Not yet: nothing is signed' : time(dischargedAt) },
  ];
}

/** What the pages of a visit that was charged show. Tx: joins the open one or opens its own. Errors: `visit_unknown`. */
@Injectable()
export class PostedVisitDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly visits: VisitsReader,
    private readonly observations: RecordObservation,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  one(id: VisitId): Promise<Omit<VisitPageProps, 'shell'>> {
    return this.tx.run(async () => {
      const visit = await this.visits.get(id);
      const [patient, provider, { timeZone }, observation] = await Promise.all([
        this.patients.get(visit.patientId),
        this.clinics.provider(visit.providerId),
        this.clinics.settings(),
        this.observations.get(id),
      ]);
      return {
        patient: toPatientHead(patient),
        id,
        on: parseBusinessDate(visit.dateOfService),
        isVoid: visit.status === 'void',
        provider: `${provider.firstName} ${provider.lastName}, ${provider.credentials}`,
        diagnoses: visit.diagnoses ?? [],
        lines: visit.charges.map((charge, index) => ({
          ...toReviewLine(charge, index),
          name: charge.description,
          isVoid: charge.voidedAt !== null,
        })),
        invoiceHref: visit.invoiceId === null ? undefined : `/invoices/${visit.invoiceId}`,
        claimHref: visit.claimId && this.authorize.may('claims.read') ? `/claims/${visit.claimId}` : undefined,
        observation: visit.claimId === null ? undefined : observationFacts(observation, timeZone),
        times: timesOf(visit, timeZone),
        mayObserve: this.authorize.may('visits.post'),
        mayVoid: visit.status !== 'void' && this.authorize.may('invoices.void'),
      };
    });
  }

  /** The record of a visit as its form begins. */
  observation(id: VisitId) {
    return this.tx.run(async () => {
      const visit = await this.visits.get(id);
      const [patient, { timeZone }, view] = await Promise.all([
        this.patients.get(visit.patientId),
        this.clinics.settings(),
        this.observations.get(id),
      ]);
      return {
        patient: toPatientHead(patient),
        claimId: visit.claimId,
        session: { visitId: id, on: parseBusinessDate(visit.dateOfService), timeZone },
        values: observationValues(view, timeZone),
      };
    });
  }
}
