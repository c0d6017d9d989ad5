import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { cardDesk } from '../support/cards';
import { postVisit, registerPatient } from '../support/demo';
import { ok } from '../support/desk';
import { offerPackage, sellPackage } from '../support/packages';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true };
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('a patient with a payment plan, on their own page', () => {
  let clinic: ClinicApp;
  let page: Page;
  let planId: string;
  let patientId: string;

  beforeAll(async () => {
    clinic = await openClinicApp();
    const { desk } = clinic.cascade;
    patientId = (await registerPatient(desk, { firstName: 'Nia', lastName: 'Okafor-Lind' })).id;
    const { invoiceId } = await postVisit(desk, ['experiential-im'], { patientId, dateOfService: inDays(-2) });
    await postVisit(desk, ['intake'], { patientId, dateOfService: inDays(-2) });
    const terms = { installments: 2, frequency: 'monthly', firstDueOn: inDays(30) };
    const agreement = { signedName: 'Nia Okafor-Lind' };
    planId = ok(
      await desk.post<{ id: string }>('/v1/payment-plans', { ...terms, patientId, invoiceIds: [invoiceId], agreement }),
    ).id;
    const { url } = ok(await desk.post<{ url: string }>(`/v1/patients/${patientId}/pay-links`, {}));
    page = await (await clinic.visitor(PHONE)).newPage();
    await page.goto(url);
  }, 120_000);
  afterAll(() => clinic.close());

  const plan = () => page.locator(`[data-plan="${planId}"]`);
  const payOnCardPage = async () => {
    await page.locator('[name="email"]').fill('patient@example.com');
    await page.locator('[name="card_number"]').fill('4242424242424242');
    await page.locator('[name="card_exp"]').fill('12/34');
    await page.locator('[name="card_cvc"]').fill('123');
    await page.locator('[type="submit"]').first().click();
    await page.locator('main[data-state="paid"]').waitFor();
  };
  const amounts = () => page.locator('.patient-amount').allInnerTexts();

  it('sees what comes next and every date, and is not asked for the whole bill', async () => {
    expect(await amounts()).toEqual(['$275.00', '$220.00']);
    await plan().getByText('See every date of the plan').click();
    expect(await plan().locator('dd').allInnerTexts()).toEqual([
      expect.stringMatching(/Scheduled\s+\$275\.00/),
      expect.stringMatching(/Scheduled\s+\$275\.00/),
      '$0.00',
      '$550.00',
    ]);
    const words = (await page.content()).toLowerCase();
    for (const word of ['ketamine', 'experiential', 'session', 'okafor', '1985']) expect(words).not.toContain(word);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('cannot pay more than is left of the bill', async () => {
    await plan().getByLabel('Amount to pay now').fill('600');
    await plan()
      .getByRole('button', { name: /^Pay by card/ })
      .click();
    await page.locator('.error-summary').waitFor();
    expect(await plan().getByLabel('Amount to pay now').inputValue()).toBe('600');
  });

  it('pays an installment and some ahead on the card page', async () => {
    await plan().getByLabel('Amount to pay now').fill('300');
    await plan()
      .getByRole('button', { name: /^Pay by card/ })
      .click();
    await payOnCardPage();
    expect(await amounts()).toEqual(['$300.00', '$250.00', '$220.00']);
    expect(ok(await clinic.cascade.desk.get(`/v1/payment-plans/${planId}`))).toMatchObject({ leftCents: 25_000 });
  });

  it('sees when their card is charged, once they have agreed to it', async () => {
    const { desk } = clinic.cascade;
    expect(await plan().locator('.patient-debit').count()).toBe(0);
    const paymentMethodId = (await cardDesk(clinic, desk).save(patientId)).id;
    const path = `/v1/payment-plans/${planId}/autopay`;
    const { textSha256 } = ok(await desk.post<{ textSha256: string }>(`${path}/preview`, { paymentMethodId }));
    const consent = { acceptedName: 'Nia Okafor-Lind', method: 'in_person', textSha256 };
    ok(await desk.post(path, { paymentMethodId, consent }));
    await page.reload();
    expect(await plan().locator('.patient-debit').innerText()).toMatch(/\$250\.00 on /);
    await plan().getByText('What you agreed to').click();
    expect(await plan().innerText()).toContain('4242');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('is told that nothing is asked for while the plan is paused, and no more of it once it is canceled', async () => {
    const { desk } = clinic.cascade;
    ok(await desk.post(`/v1/payment-plans/${planId}/pause`, {}));
    await page.reload();
    await plan().locator('.notice').waitFor();
    expect(await plan().locator('.patient-debit').count()).toBe(0);
    ok(await desk.post(`/v1/payment-plans/${planId}/cancel`, {}));
    await page.reload();
    expect(await plan().count()).toBe(0);
    expect(await amounts()).toEqual(expect.arrayContaining(['$250.00', '$220.00']));
  });

  it('pays a package by installments in the same way, and never twice by the same form', async () => {
    const { desk, id } = clinic.cascade;
    await offerPackage(clinic, id, 'plain', { discountBasisPoints: 0 });
    const payer = (await registerPatient(desk, { firstName: 'Bo', lastName: 'Lind' })).id;
    const { id: packageId } = await sellPackage(desk, { patientId: payer, offerCode: 'plain' });
    const terms = { installments: 6, frequency: 'monthly', firstDueOn: inDays(30), packageId };
    planId = ok(await desk.post<{ id: string }>('/v1/payment-plans', { ...terms, patientId: payer })).id;
    const { url } = ok(await desk.post<{ url: string }>(`/v1/patients/${payer}/pay-links`, {}));
    await page.goto(url);
    expect(await amounts()).toEqual(['$480.00']);
    expect(await plan().getByLabel('Amount to pay now').inputValue()).toBe('$480.00');
    const payByCard = plan().getByRole('button', { name: /^Pay by card/ });
    for (const wrong of ['2880.01', '0']) {
      await plan().getByLabel('Amount to pay now').fill(wrong);
      await payByCard.click();
      await page.locator('.error-summary').waitFor();
      expect(await plan().getByLabel('Amount to pay now').inputValue()).toBe(wrong);
    }
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto(url);
    const shown = await plan()
      .locator('form')
      .evaluate((form) => [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)]));
    await payByCard.click();
    await payOnCardPage();
    expect(await amounts()).toEqual(['$480.00', '$480.00']);
    const standing = async () =>
      ok(await desk.get<{ leftCents: number; installments: { status: string }[] }>(`/v1/payment-plans/${planId}`));
    const { leftCents, installments } = await standing();
    expect([leftCents, ...installments.map(({ status }) => status)]).toEqual([
      240_000,
      'paid',
      ...Array(5).fill('scheduled'),
    ]);
    // The form as it was before, sent again.
    const again = await fetch(url, { method: 'POST', body: new URLSearchParams(shown), redirect: 'manual' });
    expect([again.status, new URL(again.headers.get('location') ?? '', url).href]).toEqual([303, url]);
    expect(ok(await desk.get<{ data: object[] }>(`/v1/payments?patientId=${payer}`)).data).toHaveLength(1);
    expect(await standing()).toMatchObject({ leftCents: 240_000 });
  });
});
