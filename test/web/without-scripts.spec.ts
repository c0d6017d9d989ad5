import type { Page } from 'playwright-core';
import { registerPatient } from '../support/demo';
import { ok, openDesk } from '../support/desk';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('a browser that runs no scripts', () => {
  let clinic: ClinicApp;
  let page: Page;

  beforeAll(async () => {
    clinic = await openClinicApp();
    page = await clinic.signIn('front_desk', { javaScriptEnabled: false });
  }, 120_000);
  afterAll(() => clinic.close());

  it('charges a sliding-scale group session by income and takes cash for it', async () => {
    const { id } = await registerPatient(clinic.cascade.desk);
    await page.goto(`/patients/${id}/visits/new`);
    await page.locator('[name="service.group-im"]').check();
    await page.getByLabel('People').fill('1');
    await page.getByLabel('Income a year').fill('$30,000.00');
    await page.getByRole('button', { name: 'Review' }).click();
    expect(await page.locator('.review-line-amount .money').allInnerTexts()).toEqual(['$220.00', '$180.00']);
    await page.getByRole('button', { name: 'Charge $180.00' }).click();
    await page.waitForURL(/\/pay$/);
    expect(await page.locator('.script-only').first().isVisible()).toBe(false);
    await page.locator('[name="amount.cash"]').fill('180');
    await page.locator('[name="tendered.cash"]').fill('200');
    await page.getByRole('button', { name: 'Review' }).click();
    expect(await page.locator('.sums-change dd').innerText()).toBe('$20.00');
    await page.getByRole('button', { name: 'Pay $180.00' }).click();
    await page.waitForURL(/\/payments\//);
    expect(await page.locator('.figure-value').allInnerTexts()).toEqual(['$180.00', '$20.00', '$0.00']);
  });

  it('refuses more than is owed, and HSA money for what it may not pay, in the rule’s own words', async () => {
    const { id } = await registerPatient(clinic.cascade.desk);
    await page.goto(`/patients/${id}/visits/new`);
    await page.locator('[name="service.no-show-fee"]').check();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: /^Charge \$/ }).click();
    await page.waitForURL(/\/pay$/);
    expect(await page.locator('[name="amount.hsa_fsa_card"]').count()).toBe(0);
    await page.locator('[name="amount.cash"]').fill('5,000.00');
    await page.getByRole('button', { name: 'Review' }).click();
    expect(await page.locator('.error-summary a').getAttribute('href')).toBe('#field-amount-cash');
    expect(await page.locator('[name="amount.cash"]').inputValue()).toBe('5,000.00');
  });

  it('shows a price that changed after the review, and charges it only once it was seen', async () => {
    const { id } = await registerPatient(clinic.cascade.desk);
    await page.goto(`/patients/${id}/visits/new`);
    const effectiveFrom = await page.locator('[name="dateOfService"]').inputValue();
    await page.locator('[name="service.preparation"]').check();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.waitForURL(/review$/);
    const admin = await openDesk(clinic, clinic.cascade.id, 'admin');
    ok(await admin.post('/v1/services/preparation/prices', { effectiveFrom, priceCents: 18_050 }));
    await page.getByRole('button', { name: 'Charge $170.00' }).click();
    await page.getByRole('button', { name: 'Charge $180.50' }).waitFor();
    expect(await page.locator('.error-summary').count()).toBe(1);
    expect(await clinic.database.query('SELECT FROM visits WHERE patient_id = $1', [id])).toHaveLength(0);
    await page.getByRole('button', { name: 'Charge $180.50' }).click();
    await page.waitForURL(/\/pay$/);
    expect(await page.locator('[data-sum="left"]').innerText()).toBe('$180.50');
  });

  it('is told that income needs a household, and signs out', async () => {
    const { id } = await registerPatient(clinic.cascade.desk);
    await page.goto(`/patients/${id}/visits/new`);
    await page.locator('[name="service.group-im"]').check();
    await page.getByLabel('Income a year').fill('30k');
    await page.getByRole('button', { name: 'Review' }).click();
    expect(await page.locator('#field-householdIncome-problem').count()).toBe(1);
    expect(await page.getByLabel('Income a year').inputValue()).toBe('30k');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in$/);
    await page.goto(`/patients/${id}`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(new URL(page.url()).searchParams.get('next')).toBe(`/patients/${id}`);
  });
});
