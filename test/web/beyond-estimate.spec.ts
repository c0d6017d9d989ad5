import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { ok } from '../support/desk';
import { billUnder, issueEstimate, type IssuedEstimate } from '../support/estimates';
import { expectLedgerTies } from '../support/ledger';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const today = new Date().toISOString().slice(0, 10);

describe('a bill that goes beyond the estimate', () => {
  let clinic: ClinicApp;
  let page: Page;
  let biller: Page;
  let estimate: IssuedEstimate;

  beforeAll(async () => {
    clinic = await openClinicApp();
    const { desk } = clinic.cascade;
    const startsOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const asked = { lines: [{ serviceCode: 'intake' }], startsOn, requestedAt: new Date().toISOString() };
    estimate = await issueEstimate(desk, asked);
    ok(await billUnder(desk, estimate, { codes: ['intake', 'integration', 'integration'], on: today }));
    page = await clinic.signIn('front_desk');
    biller = await clinic.signIn('biller');
  }, 120_000);
  afterAll(async () => {
    await expectLedgerTies(clinic, clinic.cascade.id);
    await clinic.close();
  });

  const review = async (by: Page): Promise<void> => {
    await by.goto(`/patients/${estimate.patientId}/visits/new`);
    await by.locator('[name="dateOfService"]').fill(today);
    await by.locator('[name="service.integration"]').check();
    await by.getByRole('button', { name: 'Review' }).click();
    await by.locator('#estimate .notice-bad').waitFor();
  };

  it('is stopped on the review, where the desk is told and has no field to say why', async () => {
    await review(page);
    expect(await page.locator('#estimate dd').allInnerTexts()).toEqual(['$220.00', '$730.00']);
    expect(await page.locator('[name="estimateOverride"]').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: /^Charge/ }).click();
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('h1').innerText()).toBe('Review the visit');
  });

  it('is charged by a biller who says why', async () => {
    await review(biller);
    await biller.getByRole('button', { name: /^Charge/ }).click();
    await biller.locator('.error-summary').waitFor();
    await biller.locator('[name="estimateOverride"]').fill('Agreed with the patient');
    expect(await accessibilityProblems(biller)).toEqual([]);
    await biller.getByRole('button', { name: /^Charge/ }).click();
    await biller.waitForURL(/\/invoices\/[0-9a-f-]{36}\/pay$/);
  });

  it('is disputed, frozen, and lowered as it came out', async () => {
    await page.goto(`/estimates/${estimate.id}`);
    expect(await page.locator('#dispute form').count()).toBe(0);
    await biller.goto(`/estimates/${estimate.id}`);
    await biller.getByRole('button', { name: 'The bill is disputed' }).click();
    await biller.locator('.error-summary').waitFor();
    await biller.locator('[name="initiatedOn"]').fill(today);
    await biller.getByRole('button', { name: 'The bill is disputed' }).click();
    await biller.locator('#dispute .notice').waitFor();
    expect(await accessibilityProblems(biller)).toEqual([]);
    await biller.getByRole('button', { name: 'Carry it out' }).click();
    await biller.locator('.error-summary').waitFor();
    await biller.locator('[name="payable"]').fill('220.00');
    await biller.getByRole('button', { name: 'Carry it out' }).click();
    await biller.locator('#dispute dt', { hasText: 'Payable' }).waitFor();
    expect(await biller.locator('#dispute dd').allInnerTexts()).toEqual([
      'The patient prevails',
      expect.any(String),
      '$730.00',
      '$220.00',
    ]);
    // $220.00 less the filing fee of $25.00.
    expect(ok(await clinic.cascade.desk.get(`/v1/patients/${estimate.patientId}/account`))).toMatchObject({
      patientOwesCents: 19_500,
    });
  });
});
