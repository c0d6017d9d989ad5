import { CollectDueInstallmentsJob } from '../../src/modules/plans/jobs/collect-due-installments.job';
import type { AutopayView } from '../../src/modules/plans/autopay.view';
import type { NoticeView } from '../../src/modules/notices/notice.view';
import type { TestApp } from './app';
import { cardDesk, type SavedCard } from './cards';
import type { DemoClinicUnderTest } from './demo';
import { type Answer, ok } from './desk';
import { eventually } from './hosted-page';
import { openPlan, type Plan } from './plans';

export interface AutopaidPlan extends Plan {
  readonly invoiceIds: string[];
  readonly card: SavedCard;
}

/** A front desk with plans that are paid by themselves. */
export function autopayDesk(app: TestApp, { id: clinicId, desk }: DemoClinicUnderTest) {
  const cards = cardDesk(app, desk);
  const signed = { agreement: { signedName: 'Ada Lovelace' } };
  const offer = (plan: { id: string }, card: { id: string }) =>
    desk.post<{ textSha256: string; text: string; charges: object[] }>(`/v1/payment-plans/${plan.id}/autopay/preview`, {
      paymentMethodId: card.id,
    });
  const start = async (plan: { id: string }, card: { id: string }): Promise<Answer<AutopayView>> => {
    const { textSha256 } = ok(await offer(plan, card));
    return desk.post<AutopayView>(`/v1/payment-plans/${plan.id}/autopay`, {
      paymentMethodId: card.id,
      consent: { acceptedName: 'Ada Lovelace', method: 'in_person', textSha256 },
    });
  };
  /** A signed plan over new bills, with a card that is charged by itself. */
  const open = async (
    visits: readonly (readonly string[])[],
    terms: Record<string, unknown>,
    { number, ...setup }: { number?: string; label?: string } = {},
  ): Promise<AutopaidPlan> => {
    const plan = await openPlan(desk, visits, { ...signed, ...terms });
    const card = await cards.save(plan.patientId, number, { label: 'personal', ...setup });
    ok(await start(plan, card));
    return { ...plan, card };
  };
  const autopayOf = async (plan: { id: string }) =>
    ok(await desk.get<AutopayView>(`/v1/payment-plans/${plan.id}/autopay`));
  const collectionOf = async (plan: { id: string }, number = 1) =>
    (await autopayOf(plan)).collections.find((collection) => collection.number === number);
  /** The round of the minute, and everything that follows from it. */
  const collect = async (): Promise<number> => {
    const added = await app.as(clinicId, () => app.get(CollectDueInstallmentsJob).schedule());
    await eventually(async () => {
      const jobs = await app.database.query(
        `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'plans:collect-installment'`,
      );
      return jobs.length === 0;
    }, 'every installment whose turn it was has been looked at');
    return added;
  };
  const notices = async (plan: { patientId: string }) =>
    ok(await desk.get<{ data: NoticeView[] }>(`/v1/notices?patientId=${plan.patientId}`)).data.map(
      ({ kind, amountCents, status }) => ({ kind, amountCents, status }),
    );
  const tasks = async (plan: { id: string }) =>
    ok(
      await desk.get<{ data: { facts: Record<string, unknown> }[] }>(
        `/v1/tasks?kind=installment_uncollected&subjectId=${plan.id}`,
      ),
    ).data.map(({ facts }) => facts);
  /** What Stripe took for the plan's bills, each charge. */
  const taken = async (plan: { invoiceIds: string[] }): Promise<number[]> => {
    const intents = (await Promise.all(plan.invoiceIds.map((id) => cards.intents(id)))).flat();
    return intents.filter(({ status }) => status === 'succeeded').map(({ amount_received }) => amount_received);
  };
  return { cards, offer, start, open, autopayOf, collectionOf, collect, notices, tasks, taken };
}
