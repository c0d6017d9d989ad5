import type { BrowserContext, Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { postVisit, type PostedVisit, registerPatient } from '../support/demo';
import { ok } from '../support/desk';
import { payHosted } from '../support/hosted-page';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true };

describe('a patient with a payment link', () => {
  let clinic: ClinicApp;
  let phone: BrowserContext;
  let page: Page;
  let visit: PostedVisit;
  let link: string;
  let receipt: string;

  beforeAll(async () => {
    clinic = await openClinicApp();
    visit = await postVisit(clinic.cascade.desk, ['experiential-im']);
    phone = await clinic.visitor({ ...PHONE, bypassCSP: false });
    page = await phone.newPage();
  }, 120_000);
  afterAll(() => clinic.close());

  const state = () => page.locator('main').getAttribute('data-state');
  const payByCard = async (number: string) => {
    await page.locator('[name="email"]').fill('patient@example.com');
    await page.locator('[name="card_number"]').fill(number);
    await page.locator('[name="card_exp"]').fill('12/34');
    await page.locator('[name="card_cvc"]').fill('123');
    await page.locator('button[type="submit"], [type="submit"]').first().click();
  };

  const openWithAxe = async (url: string): Promise<Page> => {
    const other = await (await clinic.visitor(PHONE)).newPage();
    await other.goto(url);
    return other;
  };

  it('gets the link from the desk, as a code to scan', async () => {
    const desk = await clinic.signIn('front_desk');
    await desk.goto(`/invoices/${visit.invoiceId}/pay`);
    await desk.getByRole('button', { name: 'Show a payment link' }).click();
    link = (await desk.locator('.link-url a').getAttribute('href')) ?? '';
    expect(new URL(link).origin).toBe(clinic.url.replace('[::1]', '127.0.0.1'));
    expect(await desk.locator('svg.qr path').count()).toBe(1);
    expect(await accessibilityProblems(desk)).toEqual([]);
    await desk.context().close();
  });

  it('sees the clinic, a first name and an amount, and no word about the visit', async () => {
    const answer = await page.goto(link);
    expect(answer?.headers()['content-security-policy']).toContain(`form-action 'self' ${clinic.stripe.baseUrl};`);
    expect(await state()).toBe('due');
    expect(await page.locator('.patient-amount').innerText()).toBe('$550.00');
    const words = (await page.content()).toLowerCase();
    for (const word of ['ketamine', 'experiential', 'session', 'f33', 'lovelace', '1985'])
      expect(words).not.toContain(word);
    expect(await page.locator('input[autocomplete^="cc-"], [name*="card_number"]').count()).toBe(0);
  });

  it('is told about an amount nobody can read', async () => {
    await page.getByText('Pay another amount').click();
    await page.getByLabel('Amount').fill('lots');
    await page.getByRole('button', { name: 'Pay by card' }).click();
    await page.locator('.error-summary').waitFor();
    expect(await page.getByLabel('Amount').inputValue()).toBe('lots');
    await page.getByLabel('Amount').fill('600.00');
    await page.getByRole('button', { name: 'Pay by card' }).click();
    await page.locator('.error-summary').waitFor();
    expect(await page.getByLabel('Amount').inputValue()).toBe('600.00');
  });

  it('pays on the card page after a decline, and comes back to a receipt number', async () => {
    await page.goto(link);
    await page.getByRole('button', { name: 'Pay by card' }).click();
    await page.waitForURL(`${clinic.stripe.baseUrl}/**`);
    await payByCard('4000000000000002');
    await page.locator('[name="card_number"]').waitFor();
    expect(ok(await clinic.cascade.desk.get(`/v1/invoices/${visit.invoiceId}`))['balanceCents']).toBe(55000);
    await payByCard('4242424242424242');
    await page.waitForURL(`${link}?payment=*`);
    await page.locator('main[data-state="paid"]').waitFor();
    expect(await page.locator('.patient-amount').innerText()).toBe('$550.00');
    receipt = await page.locator('strong.number').innerText();
    expect(receipt).toMatch(/\d{6}$/);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(ok(await clinic.cascade.desk.get(`/v1/invoices/${visit.invoiceId}`))['status']).toBe('paid');
  });

  it('finds the receipt and nothing to pay on the link afterwards', async () => {
    await page.goto(link);
    expect(await state()).toBe('nothing_due');
    expect(await page.locator('.patient-amount').innerText()).toBe('$550.00');
    expect(await page.locator('strong.number').innerText()).toBe(receipt);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('waits for the bank’s word without being asked to pay again, and hears it by itself', async () => {
    const { desk } = clinic.cascade;
    const next = await postVisit(desk, ['intake'], { patientId: visit.patientId });
    const { url } = ok(await desk.post<{ url: string }>(`/v1/invoices/${next.invoiceId}/checkout-sessions`, {}));
    const { data } = ok(await desk.get<{ data: { id: string }[] }>(`/v1/payments?limit=1`));
    await page.goto(`${link}?payment=${data[0]?.id}`);
    expect(await state()).toBe('confirming');
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await accessibilityProblems(await openWithAxe(page.url()))).toEqual([]);
    await payHosted(url);
    await page.locator('main[data-state="paid"]').waitFor();
    expect(await page.locator('.patient-amount').innerText()).toBe('$220.00');
  });

  it('cannot see or pay what is another patient’s', async () => {
    const other = await postVisit(clinic.cascade.desk, ['intake']);
    const { data } = ok(await clinic.cascade.desk.get<{ data: { id: string }[] }>('/v1/payments?limit=1'));
    const token = new URL(link).pathname;
    const { patientId } = other;
    const mine = await registerPatient(clinic.cascade.desk);
    const { url } = ok(await clinic.cascade.desk.post<{ url: string }>(`/v1/patients/${mine.id}/pay-links`, {}));
    await page.goto(`${url}?payment=${data[0]?.id}`);
    expect(await state()).toBe('nothing_due');
    const answer = await page.request.post(token, {
      form: { invoiceId: other.invoiceId, tender: 'card' },
      maxRedirects: 0,
    });
    expect([answer.status(), answer.headers()['location']]).toEqual([303, token]);
    expect(patientId).not.toBe(mine.id);
  });

  it('finds no page behind a link that was altered', async () => {
    const answer = await page.goto(`${link.slice(0, -3)}abc`);
    expect(answer?.status()).toBe(404);
    expect(await page.getByRole('link', { name: 'Go to' }).count()).toBe(0);
  });

  it('turns away who tries tokens by the dozen, as a page and not as an error', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 80 }, (_, i) => phone.request.get(`${link.slice(0, -6)}${100_000 + i}`)),
    );
    const statuses = guesses.map((answer) => answer.status());
    expect(new Set(statuses)).toEqual(new Set([404, 429]));
    expect(statuses.filter((status) => status === 404).length).toBeLessThanOrEqual(60);
  });
});
