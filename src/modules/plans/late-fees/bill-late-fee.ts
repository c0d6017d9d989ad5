import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import type { PatientId, VisitId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import type { Money } from '../../../kernel/money';
import { PostVisitCharges } from '../../charges/post-visit-charges';
import { ClinicsReader } from '../../clinics/clinics.reader';

/** A late fee as a charge of its own, on a bill of its own: the plan and its amounts stay what was agreed. */
@Injectable()
export class BillLateFee {
  constructor(
    private readonly visits: PostVisitCharges,
    private readonly clinics: ClinicsReader,
  ) {}

  /** Tx: needs one. Posts: Dr 1100 / Cr the revenue of the clinic's fee (4090). Errors: those of PostVisitCharges. */
  async execute(fee: {
    patientId: PatientId;
    on: BusinessDate;
    amount: Money;
    serviceCode: string;
    planNumber: string;
  }): Promise<VisitId> {
    const { providers } = await this.clinics.current();
    const [provider] = providers;
    invariant(provider, 'a clinic has a provider');
    const reason = `Late fee of payment plan ${fee.planNumber}, as its agreement says.`;
    const source = { priceList: 'Payment plan agreement', effectiveFrom: fee.on, rule: 'fixed', reason } as const;
    const { id } = await this.visits.execute({
      patientId: fee.patientId,
      providerId: provider.id,
      dateOfService: fee.on,
      diagnoses: [],
      lines: [{ serviceCode: fee.serviceCode, agreedPrice: { unitPrice: fee.amount, source, agreedOn: fee.on } }],
    });
    return id;
  }
}
