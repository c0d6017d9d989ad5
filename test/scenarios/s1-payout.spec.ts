import { ReconcileDailyJob } from '../../src/modules/reconciliation/jobs/reconcile-daily.job';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok, openDesk } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { type CardPayment, stripeDesk } from '../support/stripe-desk';

const HSA_CARD = '5105105105105100';
const HSA_PART = { tenderKind: 'hsa_fsa', amountCents: 10_000 };

interface Payout {
  id: string;
  status: string;
  processorCents: number;
  ledgerCents: number;
  bankCents: number | null;
  unattributedCents: number;
  movements: { type: string; netCents: number; paymentId: string; receiptId: string }[];
}
interface Comparison {
  differenceCount: number;
  differenceCents: number;
  transactionCount: number;
  differences: { kind: string }[];
}

describe('S1 d: $100.00 of an HSA card, less its fee of $3.20, is paid out to the bank', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let accountant: Desk;
  let at: ReturnType<typeof stripeDesk>;
  let paid: CardPayment;

  const booked = () => journalOf(app, cascade.id);
  const payOut = async (how: object = {}): Promise<{ id: string } | null> => {
    const { payout } = await at.control<{ payout: { id: string } | null }>('payout', how);
    await at.quiet();
    return payout;
  };
  const payouts = async (desk = accountant) => ok(await desk.get<{ data: Payout[] }>('/v1/payouts')).data;
  const compare = async () => ok(await accountant.post<Comparison>('/v1/reconciliations', {}));

  beforeEach(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade, potomac } = await openDemo(app));
    accountant = await openDesk(app, cascade.id, 'accountant');
    at = stripeDesk(app, cascade.desk);
    paid = await at.payByCard('intake', HSA_PART, HSA_CARD);
    expect(await booked()).toEqual([
      ['Dr 1100 22000', 'Cr 4000 22000'],
      ['Dr 1030 10000', 'Cr 1100 10000'],
      ['Dr 6000 320', 'Cr 1030 320'],
    ]);
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await expectLedgerTies(app, potomac.id);
    await app.close();
  });

  it('the bank has 96.80 and the processor nothing, and all three say the same', async () => {
    await payOut();
    expect((await booked()).slice(3)).toEqual([['Dr 1000 9680', 'Cr 1030 9680']]);
    const [payout] = await payouts();
    expect(payout).toMatchObject({ status: 'paid', processorCents: 9_680, ledgerCents: 9_680, bankCents: null });
    const detail = ok(await accountant.get<Payout>(`/v1/payouts/${payout!.id}`));
    expect(detail.movements).toMatchObject([{ type: 'charge', netCents: 9_680, paymentId: paid.paymentId }]);
    const csv = `date,description,amount,reference\n${new Date().toISOString().slice(0, 10)},STRIPE TRANSFER,96.80,${''}`;
    const imported = await importStatement(csv);
    expect(imported).toMatchObject({ recorded: 1, matched: 1 });
    expect(await payouts()).toMatchObject([{ processorCents: 9_680, ledgerCents: 9_680, bankCents: 9_680 }]);
    expect(await compare()).toMatchObject({ differenceCount: 0, differenceCents: 0, transactionCount: 1 });
  });

  it('waits until it arrives, and goes back when the bank returns it; the next one pays it again', async () => {
    const pending = await payOut({ ending: 'pending' });
    expect(await payouts()).toMatchObject([{ status: 'pending', ledgerCents: 0 }]);
    expect(await booked()).toHaveLength(3);
    await payOut({ payout: pending!.id, ending: 'paid' });
    await payOut({ payout: pending!.id, ending: 'failed' });
    expect((await booked()).slice(3)).toEqual([
      ['Dr 1000 9680', 'Cr 1030 9680'],
      ['Dr 1030 9680', 'Cr 1000 9680'],
    ]);
    expect(await payouts()).toMatchObject([{ status: 'failed', ledgerCents: 0 }]);
    await payOut();
    expect((await booked()).slice(5)).toEqual([['Dr 1000 9680', 'Cr 1030 9680']]);
    expect(await compare()).toMatchObject({ differenceCount: 0, differenceCents: 0 });
  });

  it('that failed before it arrived has moved nothing', async () => {
    await payOut({ ending: 'failed' });
    expect(await booked()).toHaveLength(3);
    expect(await compare()).toMatchObject({ differenceCount: 0 });
  });

  it('of an account that two clinics share is booked in each by its own part', async () => {
    await stripeDesk(app, potomac.desk).payByCard('intake');
    const potomacBefore = (await journalOf(app, potomac.id)).length;
    await payOut();
    expect((await booked()).slice(3)).toEqual([['Dr 1000 9680', 'Cr 1030 9680']]);
    const [mine] = await payouts();
    const [part] = await payouts(await openDesk(app, potomac.id, 'accountant'));
    expect(part!.ledgerCents).toBeGreaterThan(0);
    expect((await journalOf(app, potomac.id)).slice(potomacBefore)).toEqual([
      [`Dr 1000 ${part!.ledgerCents}`, `Cr 1030 ${part!.ledgerCents}`],
    ]);
    expect(mine).toMatchObject({ accountAmountCents: 9_680 + part!.ledgerCents, unattributedCents: 0 });
    expect(await accountant.get(`/v1/payouts/${part!.id}`)).toMatchObject({
      status: 404,
      body: { code: 'payout_unknown' },
    });
  });

  it('is booked once, though its events come in any order and two copies run the daily job at once', async () => {
    const second = await startTestApp({ database: app.database, settings: settingsOf(app) });
    try {
      await at.control('settings', { webhooksOff: true });
      await at.control('payout', {});
      await at.control('dispute', { charge: paid.chargeId });
      expect(await booked()).toHaveLength(3);
      await Promise.all([app, second].map((copy) => copy.get(ReconcileDailyJob).handle()));
      await Promise.all([app, second, app].map((copy) => copy.get(ReconcileDailyJob).handle()));
      expect((await booked()).slice(3).sort()).toEqual(
        [
          ['Dr 1000 9680', 'Cr 1030 9680'],
          ['Dr 1050 10000', 'Cr 1030 10000'],
          ['Dr 6010 1500', 'Cr 1030 1500'],
        ].sort(),
      );
      const { data } = ok(await accountant.get<{ data: Comparison[] }>('/v1/reconciliations'));
      expect(data.map(({ differenceCount, differenceCents }) => [differenceCount, differenceCents])).toEqual(
        data.map(() => [0, 0]),
      );
    } finally {
      await second.close();
    }
  });

  async function importStatement(csv: string): Promise<object> {
    const answer = await app.app.inject({
      method: 'POST',
      url: '/v1/bank-lines/imports?account=operating_bank',
      headers: {
        authorization: `Bearer ${cascade.users.find(({ role }) => role === 'accountant')!.apiKey}`,
        'content-type': 'text/csv',
      },
      payload: csv,
    });
    expect(answer.statusCode).toBe(201);
    return answer.json();
  }
});

const settingsOf = (app: TestApp) => ({
  stripe: {
    secretKey: 'sk_test_sandbox',
    webhookSecrets: [app.database.secrets.webhook],
    apiBase: app.stripe.baseUrl,
    sandboxUrl: app.stripe.baseUrl,
  },
});
