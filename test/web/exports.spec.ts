import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { eventually } from '../support/hosted-page';
import { writeManyEntries } from '../support/many-entries';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const LEDGER = '/reports/general-ledger?from=2026-03-01&to=2026-03-31';

describe('a report that is longer than its page', () => {
  let clinic: ClinicApp;
  let page: Page;
  const state = () => page.locator('tbody .tag').first().innerText();

  beforeAll(async () => {
    clinic = await openClinicApp();
    await writeManyEntries(clinic, clinic.cascade.id, 300);
    page = await clinic.signIn('accountant');
  }, 120_000);
  afterAll(() => clinic.close());

  it('is asked for in the background, and its file is fetched when it is ready', async () => {
    await page.goto(LEDGER);
    await page.getByRole('button', { name: 'CSV in the background' }).click();
    await page.waitForURL(/\/exports/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await eventually(async () => {
      await page.goto('/exports');
      return (await state()) === 'Ready';
    }, 'the file is ready');
    expect(await page.getByRole('link', { name: 'Look again' }).count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('general-ledger-2026-03-01-2026-03-31.csv');
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(602);
    expect(lines.at(-1)).toMatch(/^Total of 600,/);
  });

  it('is called off while it waits', async () => {
    // One that no worker has taken up yet.
    await clinic.database.query(
      `INSERT INTO report_exports (clinic_id, id, report, format, query, requested_by_id, requested_at)
         SELECT clinic_id, uuidv7(), report, 'xlsx', query, requested_by_id, now() FROM report_exports`,
    );
    await page.goto('/exports');
    expect(await state()).toBe('Waiting');
    expect(await page.getByRole('link', { name: 'Look again' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Call off' }).click();
    await page.getByText('Called off').waitFor();
    expect(await page.getByRole('button', { name: 'Call off' }).count()).toBe(0);
    await page.goto('/reports');
    await page.getByRole('link', { name: 'Exports' }).click();
    expect(await state()).toBe('Called off');
  });

  it('is not for the front desk', async () => {
    const desk = await clinic.signIn('front_desk');
    expect((await desk.goto('/exports'))?.status()).toBe(403);
  });
});
