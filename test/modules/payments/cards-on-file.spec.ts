import { createHash, randomUUID } from 'node:crypto';
import { consentText } from '../../../src/domain/payments/card-consent';
import { TendCardsJob } from '../../../src/modules/payments/jobs/tend-cards.job';
import { startTestApp, type TestApp } from '../../support/app';
import { cardDesk } from '../../support/cards';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, registerPatient } from '../../support/demo';
import { eventually, payHosted } from '../../support/hosted-page';
import { expectLedgerTies } from '../../support/ledger';

describe('A card on file', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let cards: ReturnType<typeof cardDesk>;
  const consents = (patientId: string) =>
    app.database.query('SELECT * FROM card_consents WHERE patient_id = $1 ORDER BY id', [patientId]);

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    cards = cardDesk(app, desk);
  });
  afterEach(async () => {
    await cards.calm();
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  it('is saved on Stripe’s page with the consent that stood on it', async () => {
    const { id: patientId } = await registerPatient(desk);
    const saved = await cards.save(patientId, '4242424242424242', {
      label: 'personal',
      consent: { accepted: true, purpose: 'desk_charges', maxAmountCents: 30_000 },
    });
    expect(saved).toMatchObject({
      brand: 'visa',
      last4: '4242',
      label: 'personal',
      funding: 'credit',
      isDefault: true,
      isExpired: false,
      isExpiringSoon: false,
      consent: { purpose: 'desk_charges', maxAmountCents: 30_000, revokedAt: null, acceptedAt: expect.any(String) },
    });
    expect(JSON.stringify(saved)).not.toMatch(/2034|expMonth|exp_month/);
    const [consent] = await consents(patientId);
    expect(consent).toMatchObject({
      card_last4: '4242',
      card_fingerprint: expect.any(String),
      asked_by_kind: 'api_key',
      asked_from: expect.stringContaining('127.0.0.1'),
    });
    const { text_shown: text, text_sha256: sha256 } = consent as { text_shown: string; text_sha256: string };
    expect(text).toContain('$300.00');
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
  });

  it('shows its consent text on the very page, and sends Stripe opaque ids only', async () => {
    const { id: patientId } = await registerPatient(desk);
    ok(await cards.openSetup(patientId));
    const { requests } = (await (await fetch(`${app.stripe.baseUrl}/_sandbox/requests`)).json()) as {
      requests: { path: string; form: Record<string, string>; headers: Record<string, string> }[];
    };
    const sent = requests.filter(({ path }) => path === '/v1/checkout/sessions').at(-1)!;
    expect(sent.form).toMatchObject({
      mode: 'setup',
      ui_mode: 'hosted_page',
      'custom_text[submit][message]': consentText({ purpose: 'desk_charges' }),
      'metadata[clinic_id]': cascade.id,
    });
    expect(sent.headers['idempotency-key']).toMatch(/^card-setup:[0-9a-f-]{36}$/);
    const customer = requests.filter(({ path }) => path === '/v1/customers').at(-1)!;
    expect(customer.form).toEqual({ 'metadata[clinic_id]': cascade.id, 'metadata[patient_id]': patientId });
  });

  it('belongs to one Stripe customer per patient and clinic', async () => {
    const { id: patientId } = await registerPatient(desk);
    await cards.save(patientId);
    await cards.save(patientId, '5105105105105100', { label: 'hsa' });
    const { data } = await cards.stripe().customers.list({ limit: 100 });
    expect(data.filter(({ metadata }) => metadata['patient_id'] === patientId)).toHaveLength(1);
    const [hsa, first] = await cards.cardsOf(patientId);
    expect([hsa, first]).toMatchObject([
      { label: 'hsa', isDefault: false },
      { label: 'personal', isDefault: true },
    ]);
  });

  it('passes 3-D Secure at setup', async () => {
    const { id: patientId } = await registerPatient(desk);
    expect(await cards.save(patientId, '4000002500003155')).toMatchObject({ last4: '3155' });
  });

  it('that declines at once is not saved', async () => {
    const { id: patientId } = await registerPatient(desk);
    const { url } = ok(await cards.openSetup(patientId));
    expect((await payHosted(url, '4000000000000002')).status).toBe(402);
    expect(await cards.cardsOf(patientId)).toEqual([]);
    expect(await consents(patientId)).toMatchObject([{ accepted_at: null, card_last4: null }]);
  });

  it('is there once when the webhook and a look at it come together', async () => {
    const { id: patientId } = await registerPatient(desk);
    const { url } = ok(await cards.openSetup(patientId));
    await payHosted(url);
    await Promise.all(Array.from({ length: 5 }, () => cards.cardsOf(patientId)));
    await eventually(
      async () =>
        (
          await app.database.query(`SELECT 1 FROM card_setups WHERE patient_id = $1 AND state = 'complete'`, [
            patientId,
          ])
        ).length === 1,
      'the setup is complete',
    );
    expect(await cards.cardsOf(patientId)).toHaveLength(1);
  });

  it('whose webhook was lost is found by the sweep', async () => {
    const { id: patientId } = await registerPatient(desk);
    app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
    const { url, id } = ok(await cards.openSetup(patientId));
    await payHosted(url);
    app.stripe.setWebhook(`${app.url}/v1/webhooks/stripe`, app.database.secrets.webhook);
    await app.database.query(`UPDATE card_setups SET expires_at = now() - interval '1 minute' WHERE id = $1`, [id]);
    await app.get(TendCardsJob).handle();
    const rows = await app.database.query('SELECT state FROM payment_methods WHERE patient_id = $1', [patientId]);
    expect(rows).toEqual([{ state: 'active' }]);
  });

  it('can be made the one that is offered first', async () => {
    const { id: patientId } = await registerPatient(desk);
    const first = await cards.save(patientId);
    const second = await cards.save(patientId, '4000056655665556');
    expect((await desk.post(`/v1/payment-methods/${second.id}/default`, {})).status).toBe(204);
    const after = await cards.cardsOf(patientId);
    expect(after.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [second.id, true],
      [first.id, false],
    ]);
  });

  it('is let go of at once, its consent with it, and detached at Stripe', async () => {
    const visit = await cards.visitOf();
    const saved = await cards.save(visit.patientId);
    const [row] = await app.database.query<{ pm: string }>(
      'SELECT stripe_payment_method_id AS pm FROM payment_methods WHERE id = $1',
      [saved.id],
    );
    expect((await desk.delete(`/v1/payment-methods/${saved.id}`)).status).toBe(204);
    expect(await cards.cardsOf(visit.patientId)).toEqual([]);
    expect((await cards.stripe().paymentMethods.retrieve(row!.pm)).customer).toBeNull();
    expect(await consents(visit.patientId)).toMatchObject([{ revoked_at: expect.any(Date) }]);
    expect(await cards.charge(visit.invoiceId, saved, 1_000)).toMatchObject({
      status: 404,
      body: { code: 'payment_method_unknown' },
    });
    expect((await desk.delete(`/v1/payment-methods/${saved.id}`)).status).toBe(204);
  });

  it('is gone for the clinic while Stripe is down, and told there later', async () => {
    const { id: patientId } = await registerPatient(desk);
    const saved = await cards.save(patientId);
    await cards.control('chaos', { fault: 'server_error', times: 9, path: 'detach' });
    const removed = await desk.delete(`/v1/patients/${patientId}/payment-methods/${saved.id}`);
    expect(removed.status).toBe(204);
    expect(await cards.cardsOf(patientId)).toEqual([]);
    const state = async () =>
      (await app.database.query<{ state: string }>('SELECT state FROM payment_methods WHERE id = $1', [saved.id]))[0];
    expect(await state()).toEqual({ state: 'removing' });
    await cards.calm();
    await app.get(TendCardsJob).handle();
    expect(await state()).toEqual({ state: 'removed' });
  });

  it('detached in Stripe’s dashboard is gone here too', async () => {
    const { id: patientId } = await registerPatient(desk);
    const saved = await cards.save(patientId);
    const [row] = await app.database.query<{ pm: string }>(
      'SELECT stripe_payment_method_id AS pm FROM payment_methods WHERE id = $1',
      [saved.id],
    );
    await cards.stripe().paymentMethods.detach(row!.pm);
    await eventually(async () => (await cards.cardsOf(patientId)).length === 0, 'the webhook is applied');
    expect(await consents(patientId)).toMatchObject([{ revoked_at: expect.any(Date) }]);
  });

  it('of another patient or clinic is not there', async () => {
    const { id: patientId } = await registerPatient(desk);
    const { id: otherId } = await registerPatient(desk);
    const saved = await cards.save(patientId);
    const missing = { status: 404, body: { code: 'payment_method_unknown' } };
    expect(await desk.delete(`/v1/patients/${otherId}/payment-methods/${saved.id}`)).toMatchObject(missing);
    expect(await potomac.desk.delete(`/v1/payment-methods/${saved.id}`)).toMatchObject(missing);
    expect(await potomac.desk.post(`/v1/payment-methods/${saved.id}/default`, {})).toMatchObject(missing);
    expect(await desk.delete(`/v1/payment-methods/${randomUUID()}`)).toMatchObject(missing);
    expect((await potomac.desk.get(`/v1/patients/${patientId}/payment-methods`)).status).toBe(404);
    expect((await cardDesk(app, potomac.desk).openSetup(patientId)).status).toBe(404);
    expect(await cards.cardsOf(patientId)).toHaveLength(1);
  });

  it('is not saved without consent, without a label, or by an accountant', async () => {
    const { id: patientId } = await registerPatient(desk);
    const open = (body: object) => cards.openSetup(patientId, body);
    expect(await open({ label: 'personal', consent: { accepted: false } })).toMatchObject({
      status: 422,
      body: { code: 'card_consent_missing' },
    });
    expect(await open({ label: 'personal', consent: { textVersion: '1999-01' } })).toMatchObject({ status: 422 });
    expect((await open({})).status).toBe(400);
    const books = await openDesk(app, cascade.id, 'accountant');
    expect((await books.get(`/v1/patients/${patientId}/payment-methods`)).status).toBe(403);
    expect(await consents(patientId)).toEqual([]);
  });
});
