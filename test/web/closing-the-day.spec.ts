import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { postVisit } from '../support/demo';
import { drawersOf, expectClosesHold, payCash } from '../support/drawers';
import { expectLedgerTies } from '../support/ledger';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('the end of a day at the desk', () => {
  let clinic: ClinicApp;
  let page: Page;
  let day: string;
  const figures = () => page.locator('.figure-value').allInnerTexts();
  const click = (name: string) => page.getByRole('button', { name, exact: true }).click();

  beforeAll(async () => {
    clinic = await openClinicApp();
    page = await clinic.signIn('front_desk');
  }, 120_000);
  afterAll(async () => {
    await expectClosesHold(clinic, clinic.cascade.id);
    await expectLedgerTies(clinic, clinic.cascade.id);
    await clinic.close();
  });

  it('begins with a drawer that is opened by what was counted in it', async () => {
    expect(await page.locator('#till .tag').allInnerTexts()).toEqual(['Closed', 'Not closed yet']);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Drawer' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('tbody').getByRole('link', { name: 'Open' }).click();
    await click('Open the drawer');
    await page.locator('.error-summary a[href="#field-count-10000"]').waitFor();
    await page.locator('[name="count.10000"]').fill('1');
    await page.locator('[name="count.2000"]').fill('5');
    expect(await page.locator('[data-sum="counted"]').innerText()).toBe('$200.00');
    await click('Open the drawer');
    await page.waitForURL(/\/drawers\/[0-9a-f-]{36}$/);
    expect(await figures()).toEqual(['$200.00']);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto(`${page.url()}/open`);
    await page.getByRole('link', { name: 'Count and close' }).waitFor();
  });

  it('writes down what is paid out, and refuses what says no reason', async () => {
    await payCash(clinic.cascade.desk, await postVisit(clinic.cascade.desk, ['intake']), 12_000);
    await page.locator('[name="kind"]').selectOption('paid_out');
    await page.locator('[name="amount"]').fill('15');
    await click('Write it down');
    await page.locator('.error-summary a[href="#field-reason"]').waitFor();
    await page.locator('[name="reason"]').fill('Stamps');
    await click('Write it down');
    await page.waitForURL(/#movements$/);
    expect(await page.locator('#movements .money').allInnerTexts()).toEqual(['-$15.00']);
  });

  it('cannot close the day while the drawer is open, nor read off what should be in it', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Days' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('#open a').first().click();
    await page.locator('#blockers a').waitFor();
    day = new URL(page.url()).pathname;
    expect(await page.getByRole('button', { name: 'Close and seal the day' }).count()).toBe(0);
    expect(await page.content()).not.toMatch(/120\.00|305\.00/);
    await page.locator('#blockers a').click();
    await page.waitForURL(/\/close$/);
  });

  it('counts blind, is asked for the reason once it differs, and is told the sum when it is closed', async () => {
    expect(await page.content()).not.toContain('305.00');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="count.10000"]').fill('3');
    await page.locator('[name="count.100"]').fill('4');
    await click('Review');
    expect(await page.locator('[name="deposit"]').inputValue()).toBe('104.00');
    expect(await page.locator('[data-sum="rest"]').innerText()).toBe('$200.00');
    expect(await page.locator('[name="overShortReason"]').count()).toBe(0);
    await click('Edit the count');
    expect(await page.locator('[name="count.100"]').inputValue()).toBe('4');
    await click('Review');
    await click('Close the drawer');
    await page.locator('.error-summary a[href="#field-overShortReason"]').waitFor();
    expect(await page.content()).not.toMatch(/305\.00|\$1\.00/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="overShortReason"]').fill('Change given wrong');
    await click('Close the drawer');
    await page.waitForURL(/\/drawers\/[0-9a-f-]{36}$/);
    expect(await figures()).toEqual(['$304.00', '-$1.00', '$104.00', '$200.00']);
    expect(await page.locator('#result dd').allInnerTexts()).toEqual([
      '$200.00',
      '$120.00',
      '-$15.00',
      '$305.00',
      '$304.00',
      '-$1.00',
      '$104.00',
      '$200.00',
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('seals the day against what was counted, with a reason for each difference', async () => {
    await page.goto(day);
    expect(await page.locator('#tender-cash .money').allInnerTexts()).toEqual([
      '$120.00',
      expect.stringContaining('$0.00'),
      '$120.00',
      '$119.00',
    ]);
    await page.locator('[name="total.check"]').fill('10.00');
    await click('Close and seal the day');
    await page.locator('.error-summary a[href="#field-reason-check"]').waitFor();
    expect(await page.locator('[name="total.check"]').inputValue()).toBe('10.00');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="reason.check"]').fill('Came by mail for another clinic');
    await click('Close and seal the day');
    await page.waitForURL(/\/days\/[0-9-]{10}\/[0-9a-f-]{36}$/);
    expect(await page.locator('h1 .tag').innerText()).toBe('Sealed');
    expect(await page.locator('#seal .tag').innerText()).toBe('Intact');
    expect(await page.locator('#tenders .under').allInnerTexts()).toEqual([
      'Change given wrong',
      'Came by mail for another clinic',
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
    const href = await page.getByRole('link', { name: 'Daily close (PDF)' }).getAttribute('href');
    const pdf = await page.request.get(href!);
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await page.goto('/');
    expect(await page.locator('#till .tag').allInnerTexts()).toEqual(['Closed', 'Closed']);
    await page.goto(day);
    await page.waitForURL(/\/days\/[0-9-]{10}\/[0-9a-f-]{36}$/);
    expect(await page.locator('#reopening').count()).toBe(0);
  });

  it('is opened again only when another person agrees', async () => {
    const closed = new URL(page.url()).pathname;
    const accountant = await clinic.signIn('accountant');
    await accountant.waitForURL(/\/books$/);
    await accountant.goto(closed);
    await accountant.getByRole('button', { name: 'Ask to reopen it' }).click();
    await accountant.locator('.error-summary a').waitFor();
    await accountant.locator('[name="reason"]').fill('The check is ours after all');
    await accountant.getByRole('button', { name: 'Ask to reopen it' }).click();
    await accountant.locator('#reopening').getByText('The check is ours after all').waitFor();
    expect(await accessibilityProblems(accountant)).toEqual([]);
    expect(await accountant.getByRole('button', { name: 'Ask to reopen it' }).count()).toBe(0);
    const admin = await clinic.signIn('admin');
    await admin.goto('/tasks');
    await admin
      .locator('#approvals')
      .getByRole('button', { name: /^Approve/ })
      .click();
    await admin.waitForURL(/#approvals$/);
    await page.goto(closed);
    await page.getByRole('link', { name: 'Close the day again' }).click();
    await click('Close and seal the day');
    await page.waitForURL(/\/days\/[0-9-]{10}\/[0-9a-f-]{36}$/);
    expect(await page.locator('#seal a').innerText()).toBe('DC-000001');
  });

  it('shows no drawer form to an accountant, and nothing of another clinic to anybody', async () => {
    const [own] = await drawersOf(clinic.cascade.desk);
    const [foreign] = await drawersOf(clinic.potomac.desk);
    const accountant = await clinic.signIn('accountant');
    await accountant.goto(`/drawers/${own!.id}`);
    expect(await accountant.locator('main form').count()).toBe(0);
    expect((await accountant.request.get(`/drawers/${own!.id}/close`)).status()).toBe(403);
    expect((await page.request.get(`/drawers/${foreign!.id}`)).status()).toBe(404);
    expect((await page.request.get('/days/2026-02-30')).status()).toBe(400);
    expect((await page.request.get('/days/2199-01-01')).status()).toBe(422);
    expect((await page.request.get(`${day}?location=${foreign!.location.id}`)).status()).toBe(404);
    await page.goto('/days/cash');
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
