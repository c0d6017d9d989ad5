import type Stripe from 'stripe';
import { openSandbox, paymentParams, submitPage } from './harness';

const ALWAYS = '4000002760003184';

describe('the 3-D Secure step of a hosted page', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeAll(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterAll(() => opened.sandbox.close());

  const answer = (location: string | null, outcome: string) =>
    fetch(`${opened.sandbox.baseUrl}${location}`, {
      method: 'POST',
      body: new URLSearchParams({ outcome }),
      redirect: 'manual',
    });

  async function openChallenge(card: string) {
    const session = await stripe.checkout.sessions.create(paymentParams());
    const { status, location } = await submitPage(session.url ?? '', card);
    expect(status).toBe(303);
    expect(location).toMatch(/^\/3ds\/pi_/);
    return { session, location, intent: location?.split('/').at(-1) ?? '' };
  }

  it.each([ALWAYS, '4000000000003220', '4000002500003155'])(
    'charges %s once the holder approves, and not before',
    async (card) => {
      const { session, location, intent } = await openChallenge(card);
      expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
        status: 'requires_action',
        amount_received: 0,
        latest_charge: null,
        next_action: { type: 'redirect_to_url', redirect_to_url: { url: `${opened.sandbox.baseUrl}/3ds/${intent}` } },
      });
      expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
      const page = await fetch(`${opened.sandbox.baseUrl}${location}`);
      expect(await page.text()).toContain('$110.00');

      const approved = await answer(location, 'approve');
      expect(approved.status).toBe(303);
      expect(approved.headers.get('location')).toBe(`http://127.0.0.1:9/pay/done?session=${session.id}`);
      const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
      expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid' });
      const charge = (paid.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge;
      expect(charge.payment_method_details?.card?.three_d_secure).toMatchObject({ result: 'authenticated' });
    },
  );

  it('takes nothing when the holder fails, says so on the page, and lets another card pay', async () => {
    const { session, location, intent } = await openChallenge(ALWAYS);
    const failed = await answer(location, 'fail');
    expect(failed.headers.get('location')).toBe(`/c/pay/${session.id}`);
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
      status: 'requires_payment_method',
      latest_charge: null,
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    expect(await (await fetch(session.url ?? '')).text()).toContain('role="alert"');
    expect((await submitPage(session.url ?? '')).status).toBe(303);
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({ status: 'succeeded' });
  });

  it('can still end in a decline after approval', async () => {
    const { session, location, intent } = await openChallenge('4000008260003178');
    expect((await answer(location, 'approve')).headers.get('location')).toBe(`/c/pay/${session.id}`);
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: 'insufficient_funds' },
    });
  });

  it('takes nothing twice, and nothing after the session expired', async () => {
    const done = await openChallenge(ALWAYS);
    const answers = await Promise.all([answer(done.location, 'approve'), answer(done.location, 'approve')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await stripe.charges.list({ payment_intent: done.intent })).data).toHaveLength(1);

    const late = await openChallenge(ALWAYS);
    await stripe.checkout.sessions.expire(late.session.id);
    expect((await answer(late.location, 'approve')).status).toBe(409);
    expect((await stripe.charges.list({ payment_intent: late.intent })).data).toHaveLength(0);
  });
});
