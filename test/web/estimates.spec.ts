import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('an estimate at the front desk', () => {
  let clinic: ClinicApp;
  let page: Page;
  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  beforeAll(async () => {
    clinic = await openClinicApp();
    page = await clinic.signIn('front_desk');
  }, 120_000);
  afterAll(() => clinic.close());

  it('is made of a course for a patient who asked', async () => {
    await page.getByPlaceholder('Find a patient').fill('Okafor');
    await page.keyboard.press('Enter');
    await page.locator('main .row-link', { hasText: 'Okafor' }).click();
    await page.getByRole('link', { name: 'Estimate', exact: true }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Issue the estimate' }).click();
    await page.locator('.error-summary').waitFor();
    await page.locator('[name="protocolCode"]').selectOption({ label: 'Weekly for four weeks' });
    await page.locator('[name="startsOn"]').fill(inDays(20));
    await page.getByRole('button', { name: 'Issue the estimate' }).click();
    await page.waitForURL(/\/estimates\/[0-9a-f-]{36}$/);
    expect(await page.locator('.figure-value').allInnerTexts()).toEqual(['$3,100.00', '$0.00']);
    expect(await page.locator('#items tbody tr').count()).toBe(3);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('waits in the queue until it is given, and is among the patient’s papers', async () => {
    const path = new URL(page.url()).pathname;
    await page.goto('/estimates');
    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('tbody .row-link').click();
    await page.waitForURL(new RegExp(`${path}$`));
    const pdf = await page.request.get(`/v1${path}.pdf`);
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await page.locator('[name="method"]').selectOption({ label: 'In the patient portal' });
    await page.getByRole('button', { name: 'Write it down' }).click();
    await page.locator('h1 .tag-good').waitFor();
    await page.locator('.back').click();
    expect(await page.locator('#documents li a').allInnerTexts()).toEqual(['Estimate GFE-000001']);
    await page.goto('/estimates');
    expect(await page.locator('tbody tr').count()).toBe(0);
  });

  it('is changed for single services with what the household pays', async () => {
    await page.goBack();
    await page.locator('#documents li a').waitFor();
    await page.getByRole('link', { name: 'Estimate', exact: true }).click();
    await page.locator('[name="service.1"]').selectOption({ label: 'Small group session, intramuscular' });
    await page.locator('[name="quantity.1"]').fill('3');
    await page.locator('[name="startsOn"]').fill(inDays(20));
    await page.locator('[name="householdIncome"]').fill('30,000');
    await page.getByRole('button', { name: 'Issue the estimate' }).click();
    await page.locator('.error-summary a').click();
    await page.locator('[name="householdSize"]').fill('1');
    await page.getByRole('button', { name: 'Issue the estimate' }).click();
    await page.waitForURL(/\/estimates\/[0-9a-f-]{36}$/);
    expect(await page.locator('.figure-value').first().innerText()).toBe('$540.00');
  });
});
