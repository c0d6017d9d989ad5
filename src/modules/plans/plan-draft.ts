import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { lateFeeFor } from '../../domain/plans/late-fee';
import { planDiscountConflict } from '../../domain/plans/pay-in-full-discount';
import { type AgreementContent, planAgreement } from '../../domain/plans/plan-agreement';
import { planSchedule } from '../../domain/plans/plan-schedule';
import type { AgreedPart } from '../../domain/plans/plan-standing';
import { disclosePlan } from '../../domain/plans/truth-in-lending';
import { type BusinessDate, businessDateOf } from '../../kernel/business-date';
import { canonicalJson } from '../../kernel/canonical-json';
import { Clock } from '../../kernel/clock';
import { Money } from '../../kernel/money';
import type { ClinicView } from '../clinics/clinic.view';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { PlanDraft, PlanSubjectFacts, WishedTerms } from './plan-terms';

/** Works out a plan's terms to the last date, cent and word. Stores nothing. */
@Injectable()
export class DraftPlan {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
  ) {}

  /**
   * Tx: joins or opens one. Errors: `plan_terms_invalid` naming each wrong field; `plan_discount_conflict` with the finance
   * charge and its APR.
   */
  async of(subject: PlanSubjectFacts, terms: WishedTerms): Promise<PlanDraft> {
    const clinic = await this.clinics.current();
    const { policies } = clinic;
    const today = businessDateOf(this.clock.now(), clinic.timeZone);
    const limits = {
      today,
      leastInstallment: Money.cents(policies.planMinInstallmentCents),
      mostInstallments: policies.planMaxInstallments,
    };
    const { total, payInFullDiscount: discount } = subject;
    if (discount.isPositive()) {
      const full = total.plus(discount);
      throw planDiscountConflict({
        ...terms,
        total: full,
        discount,
        installments: planSchedule({ ...terms, total: full }, limits),
      });
    }
    const installments = planSchedule({ ...terms, total }, limits);
    const disclosures = disclosePlan({ ...terms, total, cashPrice: total, installments });
    const lateFee = lateFeeFor({
      fee: Money.cents(policies.planLateFeeCents),
      state: clinic.address.state,
      on: today,
    });
    const graceDays = policies.planGraceDays;
    const agreement = planAgreement({
      creditor: creditorOf(clinic),
      patientName: subject.patientName,
      bills: [...subject.invoices, ...(subject.package ? [subject.package] : [])].map(({ number, open }) => ({
        number,
        amount: open,
      })),
      total,
      downPayment: { amount: terms.downPayment, dueOn: today.toString() },
      frequency: terms.frequency,
      installments,
      disclosures,
      graceDays,
      lateFee,
    });
    return {
      today,
      frequency: terms.frequency,
      total,
      downPayment: terms.downPayment,
      installments,
      parts: [...downPaymentOf(terms.downPayment, today), ...installments],
      disclosures,
      graceDays,
      lateFee,
      agreement,
      agreementSha256: createHash('sha256').update(canonicalJson(agreement)).digest('hex'),
    };
  }
}

const downPaymentOf = (amount: Money, dueOn: BusinessDate): AgreedPart[] =>
  amount.isPositive() ? [{ number: 0, dueOn, amount }] : [];

const creditorOf = ({ legalName, address, phone }: ClinicView): AgreementContent['creditor'] => ({
  name: legalName,
  address: [address.line1, address.line2, `${address.city}, ${address.state} ${address.postalCode}`]
    .filter(Boolean)
    .join(', '),
  phone,
});
