import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { DepositsReader } from '../../modules/payments/deposits.reader';
import { toPatientHead } from '../patients/patient-heads';
import { DEPOSIT_TENDERS, type TenderChoice } from '../pay-invoice/tenders';

/** Whose package it is, and what they may pay with. */
@Injectable()
export class PackagePeople {
  constructor(
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly deposits: DepositsReader,
  ) {}

  async head(id: PatientId) {
    return toPatientHead(await this.patients.get(id));
  }

  /** The clinic's, without HSA and FSA cards; and the credit at hand. */
  async tenders(patientId: PatientId): Promise<TenderChoice[]> {
    const [{ policies }, held] = await Promise.all([this.clinics.settings(), this.deposits.held(patientId)]);
    const offered = new Set<string>(policies.offeredTenders);
    const credit = Money.sum(
      held
        .filter(({ kind }) => kind === 'credit' || kind === 'prepayment')
        .map(({ amountCents }) => Money.cents(amountCents)),
    );
    return [
      ...DEPOSIT_TENDERS.filter((type) => offered.has(type)).map((type): TenderChoice => ({ type })),
      ...(credit.isPositive() ? [{ type: 'unapplied_credit', limit: credit } as const] : []),
    ];
  }
}
