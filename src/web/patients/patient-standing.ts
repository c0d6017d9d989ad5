import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { BalancesReader } from '../../modules/ledger/balances.reader';
import type { PaymentPlanView } from '../../modules/plans/payment-plan.view';
import { PlansReader } from '../../modules/plans/plans.reader';
import { PLAN_STATES } from '../plans/plan-words';
import { formatDate } from '../ui/text';
import type { PatientPageProps } from './patient.page';
import type { PlanFacts } from './plans-card';

const MOST_SHOWN = 10;

/** Where a patient stands: what they owe, what is held for them, and the payment plans they are on, the newest first. */
@Injectable()
export class PatientStanding {
  constructor(
    private readonly balances: BalancesReader,
    private readonly plans: PlansReader,
  ) {}

  async of(patientId: PatientId): Promise<Pick<PatientPageProps, 'owes' | 'insurancePending' | 'credit' | 'plans'>> {
    const [balances, plans] = await Promise.all([
      this.balances.patient(patientId),
      this.plans.list({ patientId, limit: MOST_SHOWN }),
    ]);
    return {
      owes: balances.patientOwes,
      insurancePending: balances.insurancePending,
      credit: balances.unappliedCredit.plus(balances.deposits),
      plans: plans.data.map(toFacts),
    };
  }
}

function toFacts(plan: PaymentPlanView): PlanFacts {
  const isLate = plan.installments.some(({ daysLate }) => daysLate > 0);
  const [state, tone] = isLate ? (['Late', 'bad'] as const) : PLAN_STATES[plan.status];
  return { id: plan.id, number: plan.number, state, tone, left: Money.cents(plan.leftCents), note: noteOf(plan) };
}

function noteOf({ next, status, openedOn, agreement }: PaymentPlanView): string {
  if (!next) return `Opened ${formatDate(parseBusinessDate(openedOn))}`;
  const unsigned = status !== 'canceled' && agreement.signedAt === null ? ' · not signed' : '';
  return `${Money.cents(next.amountCents).format()} due ${formatDate(parseBusinessDate(next.dueOn))}${unsigned}`;
}
