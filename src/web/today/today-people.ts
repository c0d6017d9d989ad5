import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { PaymentMethodsReader } from '../../modules/payments/payment-methods.reader';
import { PlansReader } from '../../modules/plans/plans.reader';
import { toPatientHead } from '../patients/patient-heads';
import type { PatientHead } from '../ui/patient-head';

/** A patient of the day, with how they may pay. */
export interface TodayPerson {
  readonly head: PatientHead;
  readonly hasCard: boolean;
  readonly hasPlan: boolean;
}

/** The patients of the day. Tx: joins the open one or opens its own. */
@Injectable()
export class TodayPeople {
  constructor(
    private readonly patients: PatientsReader,
    private readonly cards: PaymentMethodsReader,
    private readonly plans: PlansReader,
  ) {}

  async of(ids: readonly PatientId[]): Promise<Map<PatientId, TodayPerson>> {
    const [holders, payers] = [await this.cards.holdersAmong(ids), await this.plans.payersAmong(ids)];
    const patients = await Promise.all(ids.map((id) => this.patients.get(id)));
    return new Map(
      patients.map((patient) => [
        patient.id,
        { head: toPatientHead(patient), hasCard: holders.has(patient.id), hasPlan: payers.has(patient.id) },
      ]),
    );
  }
}
