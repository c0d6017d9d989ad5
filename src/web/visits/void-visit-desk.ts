import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import type { VisitId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { VisitView } from '../../modules/charges/visit.view';
import { VisitsReader } from '../../modules/charges/visits.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { VisitShown } from './visit-lines';
import type { VoidVisitPageProps } from './void-visit.page';

/** A visit with every charge that is voided with it. Tx: opens its own. Errors: `visit_unknown`. */
@Injectable()
export class VoidVisitDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly visits: VisitsReader,
    private readonly patients: PatientsReader,
  ) {}

  one(id: VisitId): Promise<Pick<VoidVisitPageProps, 'visit' | 'patient'>> {
    return this.transactions.run(async () => {
      const visit = await this.visits.get(id);
      return { visit: toShown(visit), patient: toPatientHead(await this.patients.get(visit.patientId)) };
    });
  }
}

const toShown = (visit: VisitView): VisitShown => ({
  id: visit.id,
  on: parseBusinessDate(visit.dateOfService),
  isVoid: visit.status === 'void',
  invoiceId: visit.invoiceId ?? undefined,
  hasClaim: visit.claimId !== null,
  lines: visit.charges.map((charge) => ({
    chargeId: charge.id,
    name: charge.description,
    payer: charge.route.destination === 'insurance' ? 'Insurance' : 'Patient',
    amount: Money.cents(charge.amountCents),
    open: Money.cents(charge.openCents),
    isVoid: charge.voidedAt !== null,
  })),
});
