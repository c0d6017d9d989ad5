import { SweepCheckoutsJob } from '../../src/modules/payments/jobs/sweep-checkouts.job';
import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { eventually, payHosted } from '../support/hosted-page';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { checkoutDesk } from './checkout-desk';

describe('A fee whose webhook was lost', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
  });
  afterAll(() => app.close());

  it('is asked for by the sweep and booked once', async () => {
    const at = checkoutDesk(app, cascade.desk);
    const invoiceId = await at.invoiceOf('experiential-im');
    await at.control('settings', { feeDelaySeconds: 3_600 });
    const page = ok(await at.start(invoiceId));
    expect((await payHosted(page.url)).status).toBe(303);
    const booked = () => journalOf(app, cascade.id);
    await eventually(async () => (await booked()).length === 2, 'the payment is booked');
    await app.stripe.drained();
    await eventually(
      async () => (await app.database.query(`SELECT id FROM stripe_events WHERE state = 'received'`)).length === 0,
      'every event that came is applied',
    );
    await at.control('settings', { webhooksOff: true });
    await at.control('advance', { seconds: 3_601 });
    const sweep = () => app.as(cascade.id, () => app.get(SweepCheckoutsJob).sweep());
    await sweep();
    expect(await booked()).toHaveLength(2);
    await app.database.query(`UPDATE payments SET settled_at = settled_at - interval '5 minutes'`);
    await sweep();
    await sweep();
    expect((await booked()).slice(1)).toEqual([
      ['Dr 1030 55000', 'Cr 1100 55000'],
      ['Dr 6000 1625', 'Cr 1030 1625'],
    ]);
    await expectLedgerTies(app, cascade.id);
  });
});
