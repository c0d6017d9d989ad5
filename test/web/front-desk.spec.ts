import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const text = async (page: Page, selector: string): Promise<string> => (await page.locator(selector).innerText()).trim();

describe('a person at the front desk', () => {
  let clinic: ClinicApp;
  let page: Page;

  beforeAll(async () => {
    clinic = await openClinicApp();
    page = await clinic.signIn('front_desk');
  }, 120_000);
  afterAll(() => clinic.close());

  it('sees the day after signing in', async () => {
    await page.waitForURL(/:\d+\/$/);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('is told what is wrong with a registration, and loses nothing of it', async () => {
    await page.goto('/patients/new');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('First name').fill('Zoë');
    await page.getByLabel('Date of birth').fill('2091-01-31');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.locator('.error-summary').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe('Zoë');
    await page.locator('.error-summary a').first().click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('lastName');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('registers a patient', async () => {
    await page.getByLabel('Last name').fill('Łukasz-Nguyễn');
    await page.getByLabel('Date of birth').fill('1985-01-31');
    await page.getByLabel('Street address').fill('1 Sample Ave');
    await page.getByLabel('City').fill('Portland');
    await page.getByLabel('State').fill('or');
    await page.getByLabel('ZIP code').fill('97202');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
    expect(await text(page, 'h1')).toBe('Zoë Łukasz-Nguyễn');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('is asked before the same person is registered twice', async () => {
    const here = page.url();
    await page.goto('/patients/new');
    await page.getByLabel('First name').fill('Zoe');
    await page.getByLabel('Last name').fill('Lukasz');
    await page.getByLabel('Date of birth').fill('1985-01-31');
    await page.getByRole('button', { name: 'Register' }).click();
    expect(await page.locator('.notice a').getAttribute('href')).toBe(new URL(here).pathname);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('.notice a').click();
    await page.waitForURL(here);
  });

  it('charges an intake and sees what it costs and why', async () => {
    await page.getByRole('link', { name: 'Charge a visit' }).click();
    await page.locator('[name="service.intake"]').check();
    await page.getByLabel('Diagnoses').fill('f33.2');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Review' }).click();
    await page.waitForURL(/\/visits\/review$/);
    expect(await text(page, '.review-line-amount')).toBe('$220.00');
    expect(await text(page, '.sums-total dd')).toBe('$220.00');
    expect((await page.locator('.why dd').allInnerTexts()).every((reason) => reason.length > 10)).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('goes back to what was typed, and forward again', async () => {
    await page.getByRole('button', { name: 'Edit' }).click();
    expect(await page.locator('[name="service.intake"]').isChecked()).toBe(true);
    expect(await page.getByLabel('Diagnoses').inputValue()).toBe('f33.2');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Charge $220.00' }).click();
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}\/pay$/);
    expect(await text(page, '[data-sum="left"]')).toBe('$220.00');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('sees what is left and the change while typing a split of $100.00 HSA card and $120.00 cash', async () => {
    await page.locator('[name="amount.hsa_fsa_card"]').fill('$100.00');
    expect(await text(page, '[data-sum="left"]')).toBe('$120.00');
    await page.locator('[name="amount.cash"]').focus();
    await page.keyboard.press('=');
    expect(await page.locator('[name="amount.cash"]').inputValue()).toBe('120.00');
    await page.locator('[name="tendered.cash"]').fill('150');
    expect(await text(page, '[data-sum="left"]')).toBe('$0.00');
    expect(await text(page, '[data-sum="change"]')).toBe('$30.00');
  });

  it('is told on the review that the terminal reference is missing', async () => {
    await page.getByRole('button', { name: 'Review' }).click();
    await page.locator('.error-summary a').click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('reference.hsa_fsa_card');
    expect(await page.locator('[name="tendered.cash"]').inputValue()).toBe('150');
    await page.locator('[name="reference.hsa_fsa_card"]').fill('terminal 0042');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.waitForURL(/\/pay\/review$/);
    expect(await text(page, '.sums-change dd')).toBe('$30.00');
    expect(await text(page, '.sums-note dd')).toBe('$0.00');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('takes the money, and the books tie', async () => {
    await page.getByRole('button', { name: 'Pay $220.00' }).click();
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    const sums = await page.locator('.entry tfoot .amount').allInnerTexts();
    expect(sums).toEqual(['$120.00', '$120.00', '$100.00', '$100.00']);
    expect(await page.locator('.entry .badge-good').count()).toBe(2);
    expect(await page.locator('.entry .badge-bad').count()).toBe(0);
    expect(await page.locator('.figure-value').allInnerTexts()).toEqual(['$220.00', '$30.00', '$0.00']);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('opens the receipt and the superbill as PDFs', async () => {
    const receipt = await page.getByRole('link', { name: 'Receipt (PDF)' }).getAttribute('href');
    const superbill = page.locator('form[action$="/superbills"]');
    const field = (name: string) => superbill.locator(`[name="${name}"]`).inputValue();
    const answers = [
      await page.request.get(receipt ?? ''),
      await page.request.post((await superbill.getAttribute('action')) ?? '', {
        form: { _csrf: await field('_csrf'), visitId: await field('visitId') },
      }),
    ];
    for (const answer of answers) {
      expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
      expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  it('finds everything again on the patient’s page and in the day', async () => {
    await page.locator('.back').click();
    expect(await page.locator('.figure-value').allInnerTexts()).toEqual(['$0.00', '$0.00', '$0.00']);
    expect(await page.locator('.event').count()).toBe(3);
    expect(await page.locator('#documents li a').count()).toBe(2);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto('/');
    const row = page.locator('#visits tbody tr', { hasText: 'Łukasz-Nguyễn' });
    expect(await row.locator('.badge-good').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('leaves books that balance for the accountant, who sees no patients', async () => {
    const accountant = await clinic.signIn('accountant');
    await accountant.waitForURL(/\/books$/);
    const [debits, credits] = await accountant.locator('tfoot .amount').allInnerTexts();
    expect(debits).toBe('$220.00');
    expect(credits).toBe(debits);
    expect(await accessibilityProblems(accountant)).toEqual([]);
    const refused = await accountant.goto('/patients');
    expect(refused?.status()).toBe(403);
    expect(await accessibilityProblems(accountant)).toEqual([]);
    const payment = await accountant.goto(new URL(page.url()).origin + (await lastPayment(page)));
    expect(payment?.status()).toBe(200);
    expect(await accountant.locator('main').innerText()).not.toContain('Zoë');
  });
});

async function lastPayment(page: Page): Promise<string> {
  await page.locator('#visits .row-link').first().click();
  return (await page.locator('.event-payment a').first().getAttribute('href')) ?? '';
}
