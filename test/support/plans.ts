import { type Desk, ok } from './desk';
import { postVisit, registerPatient } from './demo';

export interface PlanPart {
  number: number;
  dueOn: string;
  amountCents: number;
  paidCents: number;
  leftCents: number;
  reducedCents: number;
  status: string;
  daysLate: number;
}

/** What the tests look at of a payment plan. */
export interface Plan {
  id: string;
  number: string;
  patientId: string;
  status: string;
  heldFor: string | null;
  version: number;
  totalCents: number;
  paidCents: number;
  leftCents: number;
  downPayment: PlanPart | null;
  schedule: { number: number; dueOn: string; amountCents: number }[];
  installments: PlanPart[];
  lateFees: Record<string, unknown>[];
  next: { dueOn: string; amountCents: number } | null;
  disclosures: Record<string, number | boolean>;
  agreement: { textVersion: string; textSha256: string; signedName: string | null; method: string | null };
  history: { version: number; installments: PlanPart[] }[];
  longPlans: { thisYear: number; lastYear: number; threshold: number; level: string };
}

/** A patient with open invoices, one for each list of services. */
export async function openBills(
  desk: Desk,
  visits: readonly (readonly string[])[],
  dateOfService = '2026-03-02',
): Promise<{ patientId: string; invoiceIds: string[] }> {
  const { id: patientId } = await registerPatient(desk);
  const invoiceIds: string[] = [];
  for (const codes of visits)
    invoiceIds.push((await postVisit(desk, [...codes], { patientId, dateOfService })).invoiceId);
  return { patientId, invoiceIds };
}

/** Opens a plan over new bills. */
export async function openPlan(
  desk: Desk,
  visits: readonly (readonly string[])[],
  terms: Record<string, unknown> = {},
): Promise<Plan & { invoiceIds: string[] }> {
  const bills = await openBills(desk, visits);
  const plan = ok(
    await desk.post<Plan>('/v1/payment-plans', {
      ...bills,
      installments: 3,
      frequency: 'monthly',
      firstDueOn: '2026-03-31',
      ...terms,
    }),
  );
  return { ...plan, invoiceIds: bills.invoiceIds };
}

/** A plan as it stands. */
export const planOf = async (desk: Desk, { id }: { id: string }): Promise<Plan> =>
  ok(await desk.get<Plan>(`/v1/payment-plans/${id}`));

/** Pays an amount in cash over the plan's invoices, the oldest first, as a patient at the desk would. */
export async function payCash(desk: Desk, invoiceIds: readonly string[], amountCents: number): Promise<string[]> {
  const paymentIds: string[] = [];
  let left = amountCents;
  for (const id of [...invoiceIds].sort()) {
    const { balanceCents } = ok(await desk.get<{ balanceCents: number }>(`/v1/invoices/${id}`));
    const part = Math.min(left, balanceCents);
    if (part === 0) continue;
    const paid = await desk.post<{ id: string }>(`/v1/invoices/${id}/payments`, {
      tenders: [{ type: 'cash', amountCents: part }],
    });
    paymentIds.push(ok(paid).id);
    left -= part;
  }
  if (left > 0) throw new Error(`${left} cents found nothing to pay`);
  return paymentIds;
}
