import { Injectable } from '@nestjs/common';
import type { InvoiceId, PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { CentsField, DateField, ListField, ObjectField, TextField, UuidField } from '../../platform/http/fields';
import { OpenChargesReader } from '../charges/open-charges.reader';
import { BalancesReader } from '../ledger/balances.reader';
import { PatientsReader } from '../patients/patients.reader';
import { AccountPlansLookup, AccountPlanView } from './account-plan';
import { HeldMoneyView } from './deposit.view';
import { DepositsReader } from './deposits.reader';

/** An invoice that still owes something. */
export class OpenInvoiceView {
  @UuidField()
  readonly id: InvoiceId;

  @TextField({ example: 'INV-000123' })
  readonly number: string;

  @DateField({ description: 'The oldest date of service still open on it.' })
  readonly dateOfService: string;

  @CentsField()
  readonly balanceCents: number;
}

/** Where a patient stands with the clinic; every figure is the ledger's. */
export class PatientAccountView {
  @UuidField()
  readonly patientId: PatientId;

  @CentsField({ description: 'Account 1100.' })
  readonly patientOwesCents: number;

  @CentsField({ description: 'Account 1200.' })
  readonly insurancePendingCents: number;

  @CentsField({ description: 'Accounts 2000 and 2150.' })
  readonly unappliedCreditCents: number;

  @CentsField({ description: 'Account 2100: money taken before any charge.' })
  readonly depositCents: number;

  @ListField(() => HeldMoneyView, {
    description: 'Credit, prepayments and deposits by where each came from, the oldest first.',
  })
  readonly held: HeldMoneyView[];

  @ListField(() => OpenInvoiceView)
  readonly openInvoices: OpenInvoiceView[];

  @ObjectField(() => AccountPlanView, { nullable: true, description: 'The payment plan with something left.' })
  readonly plan: AccountPlanView | null;
}

/** The account of one patient, from open items. Errors: `patient_unknown`. */
@Injectable()
export class PatientAccountReader {
  constructor(
    private readonly tx: Transactions,
    private readonly patients: PatientsReader,
    private readonly balances: BalancesReader,
    private readonly charges: OpenChargesReader,
    private readonly deposits: DepositsReader,
    private readonly plans: AccountPlansLookup,
  ) {}

  get(patientId: PatientId): Promise<PatientAccountView> {
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      const [balances, open] = await Promise.all([this.balances.patient(patientId), this.charges.ofPatient(patientId)]);
      const invoices = new Map<InvoiceId, OpenInvoiceView>();
      for (const charge of open) {
        const before = invoices.get(charge.invoiceId);
        invoices.set(charge.invoiceId, {
          id: charge.invoiceId,
          number: charge.invoiceNumber,
          dateOfService: before?.dateOfService ?? charge.dateOfService.toString(),
          balanceCents: (before?.balanceCents ?? 0) + Number(charge.openCents),
        });
      }
      return {
        patientId,
        patientOwesCents: balances.patientOwes.toJSON(),
        insurancePendingCents: balances.insurancePending.toJSON(),
        unappliedCreditCents: balances.unappliedCredit.toJSON(),
        depositCents: balances.deposits.toJSON(),
        held: await this.deposits.held(patientId),
        openInvoices: [...invoices.values()],
        plan: (await this.plans.of(patientId)) ?? null,
      };
    });
  }
}
