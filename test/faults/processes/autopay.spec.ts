import { build, cleanUp, until } from './launch';
import { saveCard } from './sweep/saved-card-flow';
import { Town } from './town';

/** What a crash may delay by: the service promises a minute; a round of the minute and a lease come on top. */
const RESOLVED_WITHIN_MS = 150_000;
const ROUND_COMES_WITHIN_MS = 75_000;
const CALL = { method: 'POST', path: '/v1/payment_intents' };

interface Plan {
  readonly id: string;
  readonly invoiceId: string;
}

/** A plan of one installment, due today, that is paid by itself. */
async function openPlan({ desk }: Town): Promise<Plan> {
  const invoiceId = await desk.invoice('intake');
  const card = await saveCard(desk, invoiceId);
  const { patientId } = await desk.ok<{ patientId: string }>(`/v1/invoices/${invoiceId}`);
  const { timeZone } = await desk.ok<{ timeZone: string }>('/v1/clinic');
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
  const { id } = await desk.ok<{ id: string }>('/v1/payment-plans', {
    patientId,
    invoiceIds: [invoiceId],
    installments: 1,
    frequency: 'monthly',
    firstDueOn: today,
    agreement: { signedName: 'Ada Canary' },
  });
  const { textSha256 } = await desk.ok<{ textSha256: string }>(`/v1/payment-plans/${id}/autopay/preview`, {
    paymentMethodId: card,
  });
  await desk.ok(`/v1/payment-plans/${id}/autopay`, {
    paymentMethodId: card,
    consent: { acceptedName: 'Ada Canary', method: 'in_person', textSha256 },
  });
  return { id, invoiceId };
}

/** A zone in which it is noon: nothing is charged before nine. */
const zoneAtNoon = (): string => {
  const offset = 12 - new Date().getUTCHours();
  return offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
};

describe('A worker that is killed while it charges an installment', () => {
  let town: Town;
  const plans: Plan[] = [];

  beforeAll(async () => {
    build();
    town = await Town.open(2);
    await town.database.query('UPDATE clinics SET time_zone = $1', [zoneAtNoon()]);
  }, 240_000);
  afterAll(async () => {
    await town.close();
    await cleanUp();
  });

  it.each(['before', 'after'] as const)(
    '%s Stripe has done it: charged once, booked once',
    async (when) => {
      const request = await town.hold({ when, ...CALL });
      const plan = await openPlan(town);
      plans.push(plan);
      const begun = () => town.database.query('SELECT 1 FROM collection_attempts WHERE plan_id = $1', [plan.id]);
      await until(async () => (await begun()).length > 0, 'its minute has come', ROUND_COMES_WITHIN_MS);
      await request.caught();
      await town.killAll();
      await request.release('drop');
      await town.restartAll();
      const collected = async () => {
        const { collections } = await town.desk.ok<{ collections: { status: string }[] }>(
          `/v1/payment-plans/${plan.id}/autopay`,
        );
        return collections[0]?.status === 'collected';
      };
      await until(collected, 'the installment is collected', RESOLVED_WITHIN_MS);
      expect(await town.desk.ok(`/v1/payment-plans/${plan.id}`)).toMatchObject({ status: 'paid_off', leftCents: 0 });
      const { data } = await town.desk.ok<{ data: { id: string }[] }>(`/v1/payments?invoiceId=${plan.invoiceId}`);
      const ids = data.map(({ id }) => id);
      const intents = (await town.stripe.paymentIntents.list({ limit: 100 })).data.filter(({ metadata }) =>
        ids.includes(metadata['payment_id'] ?? ''),
      );
      expect(intents.map(({ status, amount_received }) => [status, amount_received])).toEqual([['succeeded', 22_000]]);
    },
    400_000,
  );

  it('keeps every invariant, here and at Stripe', async () => {
    await town.waitForRest();
    expect(await town.breaches()).toEqual([]);
  });
});
