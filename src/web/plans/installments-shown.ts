import { parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { InstallmentView, PaymentPlanView } from '../../modules/plans/payment-plan.view';
import type { InstallmentShown } from './installments';

/** Every part of a plan's schedule in force, the down payment first. */
export const installmentsShown = ({ downPayment, installments }: PaymentPlanView): InstallmentShown[] => [
  ...(downPayment ? [toRow('Down payment', downPayment)] : []),
  ...installments.map(numbered),
];

export const numbered = (part: InstallmentView): InstallmentShown => toRow(`Installment ${part.number}`, part);

const toRow = (name: string, part: Omit<InstallmentView, 'number'>): InstallmentShown => ({
  name,
  on: parseBusinessDate(part.dueOn),
  amount: Money.cents(part.amountCents),
  paid: Money.cents(part.paidCents),
  left: Money.cents(part.leftCents),
  status: part.status,
  daysLate: part.daysLate,
});
