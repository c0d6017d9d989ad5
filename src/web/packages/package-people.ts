import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { DepositsReader } from '../../modules/payments/deposits.reader';
import { toPatientHead } from '../patients/patient-heads';
import { AheadTenders } from '../pay-invoice/ahead-tenders';
import type { TenderChoice } from '../pay-invoice/tenders';

/** Whose package it is, and what they may pay with. */
@Injectable()
export class PackagePeople {
  constructor(
    private readonly patients: PatientsReader,
    private readonly ahead: AheadTenders,
    private readonly deposits: DepositsReader,
  ) {}

  async head(id: PatientId) {
    return toPatientHead(await this.patients.get(id));
  }

  /** The clinic's, without HSA and FSA cards; and the credit at hand. */
  async tenders(patientId: PatientId): Promise<TenderChoice[]> {
    const [ahead, held] = [await this.ahead.of(patientId), await this.deposits.held(patientId)];
    const credit = Money.sum(
      held
        .filter(({ kind }) => kind === 'credit' || kind === 'prepayment')
        .map(({ amountCents }) => Money.cents(amountCents)),
    );
    return [...ahead, ...(credit.isPositive() ? [{ type: 'unapplied_credit', limit: credit } as const] : [])];
  }
}
