import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { closeDay } from '../support/daily-closes';
import { ok } from '../support/desk';
import { postVisit } from '../support/demo';
import { payCash } from '../support/drawers';
import { BillerAtWork } from './biller-at-work';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('the accountant reads the books', () => {
  let clinic: ClinicApp;
  let page: Page;
  const shown = () => page.locator('main').innerText();

  beforeAll(async () => {
    clinic = await openClinicApp();
    const visit = await postVisit(clinic.cascade.desk, ['intake']);
    await payCash(clinic.cascade.desk, visit, 12_000);
    page = await clinic.signIn('accountant');
  }, 120_000);
  afterAll(() => clinic.close());

  it('from the list to a report, its picture, and a figure’s entry and payment', async () => {
    await page.getByRole('link', { name: 'Reports', exact: true }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Payments by tender' }).click();
    await page.locator('.figure-good').waitFor();
    expect(await page.locator('.figure-value').allInnerTexts()).toEqual(['$120.00', '$120.00', '$0.00']);
    expect(await page.locator('.chart svg').getAttribute('aria-label')).toBe('Taken, by means of paying: Cash $120.00');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Cash', exact: true }).click();
    await page.waitForURL(/general-ledger\?account=1020/);
    await page.locator('tbody').getByRole('link', { name: 'Entry' }).click();
    await page.waitForURL(/\/entries\//);
    expect(await shown()).toContain('1100 Patient A/R');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open the payment' }).click();
    await page.waitForURL(/\/payments\//);
  });

  it('and is led to no page that shows a visit or a claim, whereas an administrator opens both', async () => {
    const onScale = { serviceCode: 'group-im', householdSize: 1, householdIncomeCents: 3_000_000 };
    await postVisit(clinic.cascade.desk, [], { dateOfService: '2026-04-02', lines: [onScale] });
    const biller = await BillerAtWork.open(clinic);
    await biller.remit('EFT-1', { control: 'X99', paid: 72_000, cas: [['CO', '45', 48_000]] });
    for (const [at, report, account, name, heading] of [
      ['cascade', 'sliding-scale-register', '4910', 'Visit', /^Visit of Apr 2, 2026/],
      ['potomac', 'remittance-reconciliation', '1040', 'Remittance', /^Remittance EFT-1/],
    ] as const) {
      for (const role of ['accountant', 'admin'] as const) {
        const reader = await clinic.signIn(role, { at });
        const link = (text: string) => reader.locator('main').getByRole('link', { name: text, exact: true });
        const open = (path: string, query = '') =>
          reader.goto(`/reports/${path}?from=2026-01-01&to=2030-12-31${query}`);
        await open(report);
        expect(await reader.locator('tbody tr').count()).toBe(1);
        expect(await accessibilityProblems(reader)).toEqual([]);
        await open('general-ledger', `&account=${account}`);
        await link('Entry').first().click();
        await reader.waitForURL(/\/entries\//);
        const behind = `Open the ${name.toLowerCase()}`;
        expect(await link(behind).count()).toBe(role === 'admin' ? 1 : 0);
        if (role === 'accountant') {
          await open(report);
          expect(await link(name).count()).toBe(0);
          continue;
        }
        await link(behind).click();
        await reader.locator('h1', { hasText: heading }).waitFor();
        await open(report);
        await link(name).click();
        await reader.locator('h1', { hasText: heading }).waitFor();
      }
    }
  });

  it('for other days, split, and as a file', async () => {
    await page.goto('/reports/charges-by-service?from=2026-03-01&to=2026-03-31');
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByLabel('Split by').selectOption('provider');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/groupBy=provider/);
    expect(await page.locator('thead').innerText()).toContain('Provider');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('charges-by-service-2026-03-01-2026-03-31.csv');
    await page.goto('/reports/charges-by-service?from=2026-03-31&to=2026-03-01');
    await page.locator('.error-summary').waitFor();
    await page.goto('/reports/no-such-report');
    expect(await page.locator('h1').innerText()).toBe('No such report');
  });

  it('and closes a month whose days are sealed, and asks to reopen it', async () => {
    await page.goto('/periods/2026-03');
    expect(await shown()).toContain('not sealed');
    ok(await closeDay(clinic.cascade.desk, { businessDate: '2026-03-31' }));
    await page.reload();
    await page.getByRole('button', { name: 'Close the month' }).click();
    await page.locator('h1 .tag-good').waitFor();
    expect(await shown()).toContain('Intact');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ask to reopen' }).click();
    await page.locator('.error-summary').waitFor();
    await page.getByLabel('Why').fill('A bill came late');
    await page.getByRole('button', { name: 'Ask to reopen' }).click();
    await page.getByText('Another person has to agree: A bill came late').waitFor();
  });

  it('and hands a batch to the bookkeeping program in its own words', async () => {
    await page.goto('/journals');
    await page.getByRole('link', { name: 'QuickBooks Online' }).click();
    await page.getByLabel('1100 Patient A/R').fill('Clinic:');
    await page.getByRole('button', { name: 'Keep these names' }).click();
    await page.locator('.error-summary').waitFor();
    await page.getByLabel('1100 Patient A/R').fill('Clinic:Patients');
    await page.getByRole('button', { name: 'Keep these names' }).click();
    await page.goto('/journals');
    await page.getByRole('button', { name: 'Make the batch' }).click();
    const file = page.getByRole('link', { name: 'File' });
    await file.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
    expect(download.suggestedFilename()).toBe('qbo-batch-0001.csv');
    await page.getByRole('button', { name: 'Make the batch' }).click();
    await page.locator('.error-summary').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
