import { build, cleanUp, until } from './launch';
import { saveCard } from './sweep/saved-card-flow';
import { Town } from './town';

/** What a crash may delay by: the service promises a minute. */
const RESOLVED_WITHIN_MS = 60_000;
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
  const plans: Plan[] = [];
  let town: Town;

  beforeAll(async () => {
    build();
    town = await Town.open();
    await town.database.query('UPDATE clinics SET time_zone = $1', [zoneAtNoon()]);
  }, 240_000);
  afterAll(async () => {
    await town.close();
    await cleanUp();
  });

  /** The minute has come: the round looks for what is due now, instead of when the clock says so. */
  const round = () => town.database.query(`SELECT graphile_worker.add_job('plans:collect-due-installments')`);

  async function intentsOf({ invoiceId }: Plan): Promise<unknown[]> {
    const { data } = await town.desk.ok<{ data: { id: string }[] }>(`/v1/payments?invoiceId=${invoiceId}`);
    const ids = data.map(({ id }) => id);
    return (await town.stripe.paymentIntents.list({ limit: 100 })).data
      .filter(({ metadata }) => ids.includes(metadata['payment_id'] ?? ''))
      .map(({ status, amount_received }) => [status, amount_received]);
  }

  // One start of the service costs more than all the rest: both moments are cut by the same death.
  it('before Stripe has done it, and after, has it charged and booked once when it comes back', async () => {
    const requests = [];
    for (const when of ['before', 'after'] as const) {
      const request = await town.hold({ when, ...CALL });
      plans.push(await openPlan(town));
      await round();
      await request.caught();
      requests.push(request);
    }
    await town.killAll();
    for (const request of requests) await request.release('drop');
    expect(await town.database.query('SELECT outcome FROM collection_attempts')).toEqual([
      { outcome: null },
      { outcome: null },
    ]);
    expect((await town.stripe.paymentIntents.list({ limit: 100 })).data).toHaveLength(1);
    await town.restartAll();
    const isCollected = async ({ id }: Plan) => {
      await round();
      const { collections } = await town.desk.ok<{ collections: { status: string }[] }>(
        `/v1/payment-plans/${id}/autopay`,
      );
      return collections[0]?.status === 'collected';
    };
    for (const plan of plans) {
      await until(() => isCollected(plan), 'the installment is collected', RESOLVED_WITHIN_MS);
      expect(await town.desk.ok(`/v1/payment-plans/${plan.id}`)).toMatchObject({ status: 'paid_off', leftCents: 0 });
      expect(await intentsOf(plan)).toEqual([['succeeded', 22_000]]);
    }
  }, 180_000);

  it('leaves every invariant standing, here and at Stripe', async () => {
    await town.waitForRest();
    expect(await town.breaches()).toEqual([]);
  });
});
