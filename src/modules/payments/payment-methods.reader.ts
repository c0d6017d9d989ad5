import { Injectable } from '@nestjs/common';
import { businessDateOf } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import type { PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { PatientsReader } from '../patients/patients.reader';
import { PaymentMethodView } from './payment-method.view';
import { PaymentMethodsRepository } from './persistence/payment-methods.repository';

/** The cards a patient has on file. Tx: joins or opens one. */
@Injectable()
export class PaymentMethodsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly patients: PatientsReader,
    private readonly methods: PaymentMethodsRepository,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
  ) {}

  /** Those of the patients who have a card on file that has not expired. */
  holdersAmong(patientIds: readonly PatientId[]): Promise<ReadonlySet<PatientId>> {
    return this.tx.run(async () => {
      const { timeZone } = await this.clinics.settings();
      return this.methods.holdersAmong(patientIds, businessDateOf(this.clock.now(), timeZone));
    });
  }

  /** The newest first. Errors: `patient_unknown`. */
  ofPatient(patientId: PatientId): Promise<PaymentMethodView[]> {
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      const { timeZone } = await this.clinics.settings();
      const today = businessDateOf(this.clock.now(), timeZone);
      return (await this.methods.ofPatient(patientId)).map((row) => PaymentMethodView.from(row, today));
    });
  }
}
