import { Injectable } from '@nestjs/common';
import { MOST_LONG_PLANS, longPlanLevel } from '../../domain/plans/long-plans';
import { Transactions } from '../../platform/database/transactions';
import type { PlanPreviewView } from './payment-plan.view';
import { PlansRepository } from './persistence/plans.repository';
import { DraftPlan } from './plan-draft';
import type { WishedTerms } from './plan-terms';
import { PlanSubject, type PlanWish } from './plan-subject';

/**
 * Shows a plan to the last date, cent and word, before anybody agrees to it.
 *
 * Tx: opens or joins one, and stores nothing. Errors: those of opening it.
 */
@Injectable()
export class PreviewPaymentPlan {
  constructor(
    private readonly tx: Transactions,
    private readonly subjects: PlanSubject,
    private readonly drafts: DraftPlan,
    private readonly plans: PlansRepository,
  ) {}

  execute(input: PlanWish & WishedTerms): Promise<PlanPreviewView> {
    return this.tx.run(async () => {
      const subject = await this.subjects.of(input);
      const draft = await this.drafts.of(subject, input);
      const counts = await this.plans.longPlans(draft.today);
      const { disclosures, lateFee, agreement } = draft;
      return {
        patientId: subject.patientId,
        frequency: draft.frequency,
        totalCents: draft.total.toJSON(),
        invoices: subject.invoices.map(({ id, number, open }) => ({ id, number, amountCents: open.toJSON() })),
        package: subject.package
          ? { id: subject.package.id, number: subject.package.number, amountCents: subject.package.open.toJSON() }
          : null,
        downPayment: agreement.downPayment,
        schedule: [...agreement.schedule],
        disclosures: {
          aprBasisPoints: disclosures.aprBasisPoints,
          financeChargeCents: disclosures.financeCharge.toJSON(),
          amountFinancedCents: disclosures.amountFinanced.toJSON(),
          totalOfPaymentsCents: disclosures.totalOfPayments.toJSON(),
          totalSalePriceCents: disclosures.totalSalePrice.toJSON(),
          tilaRequired: disclosures.isTruthInLendingRequired,
        },
        graceDays: draft.graceDays,
        lateFee: lateFee
          ? {
              amountCents: lateFee.amount.toJSON(),
              afterDays: lateFee.afterDays,
              mostBasisPointsAYear: lateFee.mostBasisPointsAYear,
              source: lateFee.source,
            }
          : null,
        agreement: {
          textVersion: agreement.textVersion,
          textSha256: draft.agreementSha256,
          clauses: agreement.clauses,
          holderNotice: agreement.holderNotice,
        },
        longPlans: { ...counts, threshold: MOST_LONG_PLANS, level: longPlanLevel(counts) },
      };
    });
  }
}
