import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import type { HeldMoneyView } from '../../modules/payments/deposit.view';
import { DepositsReader } from '../../modules/payments/deposits.reader';
import { PatientAccountReader } from '../../modules/payments/patient-account.reader';
import { Transactions } from '../../platform/database/transactions';
import { DEPOSIT_TENDERS, type TenderChoice } from '../pay-invoice/tenders';
import type { PatientHead } from '../ui/patient-head';
import type { CreditPageProps } from './credit.page';
import type { HeldMoneyShown } from './held-money';
import { toPatientHead } from './patient-heads';

/** What the forms about money held for a patient show. Tx: opens its own. Errors: `patient_unknown`. */
@Injectable()
export class CreditDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly patients: PatientsReader,
    private readonly deposits: DepositsReader,
    private readonly accounts: PatientAccountReader,
    private readonly clinics: ClinicsReader,
  ) {}

  /** Money held, the oldest first. */
  async held(patientId: PatientId): Promise<HeldMoneyShown[]> {
    return (await this.deposits.held(patientId)).map(toHeld);
  }

  /** A patient and the tenders a deposit may be taken in. */
  async forDeposit(patientId: PatientId): Promise<{ patient: PatientHead; tenders: TenderChoice[] }> {
    const [patient, { policies }] = await Promise.all([this.patients.get(patientId), this.clinics.settings()]);
    const offered = new Set<string>(policies.offeredTenders);
    const tenders = DEPOSIT_TENDERS.filter((type) => offered.has(type)).map((type) => ({ type }));
    return { patient: toPatientHead(patient), tenders };
  }

  /** A patient with what is held for them and what they owe. */
  toApply(patientId: PatientId): Promise<Pick<CreditPageProps, 'patient' | 'held' | 'invoices'>> {
    return this.transactions.run(async () => {
      const patient = await this.patients.get(patientId);
      const [money, { openInvoices }] = await Promise.all([
        this.deposits.held(patientId),
        this.accounts.get(patientId),
      ]);
      const held = money.filter(({ kind }) => kind !== 'package').map(toHeld);
      const invoices = openInvoices.map(({ id, number, balanceCents }) => ({
        id,
        number,
        balance: Money.cents(balanceCents),
      }));
      return { patient: toPatientHead(patient), held, invoices };
    });
  }
}

const KINDS: Readonly<Record<HeldMoneyView['kind'], string>> = {
  credit: 'Credit',
  prepayment: 'Prepayment',
  deposit: 'Deposit',
  package: 'Package',
};

const toHeld = ({ paymentId, kind, amountCents, paidOn }: HeldMoneyView): HeldMoneyShown => ({
  paymentId,
  name: KINDS[kind],
  on: parseBusinessDate(paidOn),
  amount: Money.cents(amountCents),
});
