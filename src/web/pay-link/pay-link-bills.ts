import { Injectable } from '@nestjs/common';
import { hsaFsaEligibility } from '../../domain/payments/hsa-fsa-eligibility';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { InvoicesReader } from '../../modules/charges/invoices.reader';
import { OpenChargesReader } from '../../modules/charges/open-charges.reader';
import { Transactions } from '../../platform/database/transactions';
import type { BillDue } from './pay-link.page';

const openOf = (charges: readonly { readonly openCents: bigint }[]): Money =>
  Money.sum(charges.map(({ openCents }) => Money.cents(openCents)));

/** The open bills of one patient, the oldest care first. Tx: joins the open one or opens its own. */
@Injectable()
export class PayLinkBills {
  constructor(
    private readonly transactions: Transactions,
    private readonly openCharges: OpenChargesReader,
    private readonly invoices: InvoicesReader,
  ) {}

  of(patientId: PatientId): Promise<BillDue[]> {
    return this.transactions.run(async () => {
      const charges = await this.openCharges.ofPatient(patientId);
      const ids = [...new Set(charges.map(({ invoiceId }) => invoiceId))];
      const invoices = await Promise.all(ids.map((id) => this.invoices.get(id)));
      return invoices.map(({ id, number, dueOn }) => {
        const own = charges.filter(({ invoiceId }) => invoiceId === id);
        const eligible = own.filter((charge) => hsaFsaEligibility(charge) === true);
        const amounts = { amount: openOf(own), hsaFsaEligible: openOf(eligible) };
        return { invoiceId: id, number, dueOn: parseBusinessDate(dueOn), ...amounts };
      });
    });
  }
}
