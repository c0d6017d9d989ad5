import { Injectable } from '@nestjs/common';
import { type DepositPurpose, depositRecipe } from '../../domain/ledger/refund-recipes';
import { checkTenders, type TenderInput } from '../../domain/payments/tender-rules';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type PatientId, type PaymentId, type TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import type { OfferableTender } from '../clinics/clinic-policies';
import { ClinicsReader } from '../clinics/clinics.reader';
import { PatientsReader } from '../patients/patients.reader';
import { MovementDays } from './settling/movement-days';
import { RecordHeldPayment } from './taking/record-held-payment';

export interface TakeDepositInput {
  readonly patientId: PatientId;
  readonly purpose: DepositPurpose;
  readonly tenders: readonly TenderInput[];
}

/**
 * Takes money at the desk before there is a charge for it: a deposit for care to come, or a prepayment of an estimated visit.
 * It is the patient's until care is given. HSA and FSA money is refused: it pays only for care that was (DOMAIN.md §8).
 *
 * Tx: opens or joins one. Idempotent by: the route's key. Posts: {@link depositRecipe}, one entry a tender.
 * Errors: `patient_unknown`, `hsa_fsa_not_eligible`, `tender_not_offered`, `tender_reference_required`, `tender_reference_taken`,
 * `tender_field_not_allowed`, `tender_total_zero`, `cash_tendered_too_low`.
 */
@Injectable()
export class TakeDeposit {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsReader,
    private readonly record: RecordHeldPayment,
    private readonly days: MovementDays,
    private readonly clock: Clock,
  ) {}

  execute({ patientId, purpose, tenders }: TakeDepositInput): Promise<PaymentId> {
    checkTenders(tenders);
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      const { policies } = await this.clinics.settings();
      tenders.forEach((tender, index) => refuseUnfit(tender, index, policies.offeredTenders));
      const now = this.clock.now();
      const effectiveOn = await this.days.for();
      const paymentId = newId<PaymentId>(now);
      const taken = tenders.map((tender) => ({ ...tender, id: newId<TenderId>(now) }));
      await this.record.execute({
        payment: { id: paymentId, patientId, invoiceId: null, effectiveOn, takenAt: toDate(now), tenders: taken },
        action: 'deposit.take',
        purpose,
        allocated: [],
        entries: taken.map((tender) => ({
          tenderId: tender.id,
          lines: depositRecipe({ type: tender.type, amount: tender.amount, purpose, patientId, paymentId }),
        })),
      });
      return paymentId;
    });
  }
}

const AT_DESK: readonly TenderInput['type'][] = ['cash', 'check', 'venmo', 'external_card'];

function refuseUnfit(tender: TenderInput, index: number, offered: readonly OfferableTender[]): void {
  const refuse = (code: 'hsa_fsa_not_eligible' | 'tender_not_offered', message: string): never => {
    throw new DomainError(code, {
      detail: message,
      errors: [{ pointer: `/tenders/${index}/type`, message }],
      ...(code === 'hsa_fsa_not_eligible' ? { facts: { eligibleCents: Money.ZERO.toJSON() } } : {}),
    });
  };
  if (tender.type === 'hsa_fsa_card')
    refuse('hsa_fsa_not_eligible', 'HSA and FSA money can only pay for care that has been given. Take another tender.');
  if (!AT_DESK.includes(tender.type) || !(offered as readonly string[]).includes(tender.type))
    refuse('tender_not_offered', 'A deposit is taken in cash, by check, Venmo or on the clinic’s own terminal.');
}
