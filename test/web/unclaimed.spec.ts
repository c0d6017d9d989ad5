import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { postVisit } from '../support/demo';
import { ok } from '../support/desk';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('a credit nobody has claimed, for whoever keeps the books', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let clinic: ClinicApp;
  let accountant: Page;
  const submit = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).click();

  beforeAll(async () => {
    clinic = await openClinicApp({ clock });
    const { invoiceId } = await postVisit(clinic.cascade.desk, ['intake']);
    const body = { tenders: [{ type: 'cash', amountCents: 24_000 }], keepExcessAsCredit: true };
    ok(await clinic.cascade.desk.post(`/v1/invoices/${invoiceId}/payments`, body));
    clock.set('2029-03-02T20:00:00Z');
    accountant = await clinic.signIn('accountant');
  }, 120_000);
  afterAll(async () => {
    await expectLedgerTies(clinic, clinic.cascade.id);
    await clinic.close();
  });

  it('has its letter recorded, and the time of the owner to answer shown', async () => {
    await accountant.goto('/reconciliation');
    await accountant.getByRole('link', { name: 'Unclaimed credits' }).click();
    expect(await accountant.locator('#unclaimed .money').allInnerTexts()).toEqual(['$20.00']);
    expect(await accessibilityProblems(accountant)).toEqual([]);
    await submit(accountant, /^Record/);
    expect(await accountant.locator('.error-summary a').getAttribute('href')).toMatch(/^#field-sentOn-/);
    await accountant.locator('input[type="date"]').fill('2029-03-03');
    await submit(accountant, /^Record/);
    await accountant.locator('.error-summary p').waitFor();
    await accountant.locator('input[type="date"]').fill('2029-03-02');
    await submit(accountant, /^Record/);
    await accountant.waitForURL(/#credit-/);
    expect(await accountant.locator('tbody .under').allInnerTexts()).toContainEqual(expect.stringContaining('2029'));
  });

  it('is moved sixty days later by two people', async () => {
    clock.set('2029-05-01T20:00:00Z');
    accountant = await clinic.signIn('accountant');
    await accountant.goto('/unclaimed');
    await submit(accountant, /^Ask to move it/);
    await accountant.waitForURL(/#credit-/);
    expect(await accountant.getByRole('link', { name: 'Waits for a second person' }).count()).toBe(1);
    const admin = await clinic.signIn('admin');
    await admin.goto('/tasks');
    await admin.locator('#approvals li').waitFor();
    expect(await accessibilityProblems(admin)).toEqual([]);
    await submit(admin, /^Approve/);
    await admin.waitForURL(/#approvals$/);
    expect((await journalOf(clinic, clinic.cascade.id)).slice(2)).toEqual([['Dr 2000 2000', 'Cr 2200 2000']]);
    await accountant.goto('/unclaimed');
    expect(await accountant.locator('tbody tr').count()).toBe(0);
  });

  it('is nobody’s business at the front desk', async () => {
    expect((await (await clinic.signIn('front_desk')).goto('/unclaimed'))?.status()).toBe(403);
  });
});
