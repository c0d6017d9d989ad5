import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { postVisit } from '../support/demo';
import { ok } from '../support/desk';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { stripeDesk } from '../support/stripe-desk';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const HEADER = 'date,description,amount,reference';
const today = (): string => new Date().toISOString().slice(0, 10);

describe('processor, books and bank, for whoever keeps the books', () => {
  let clinic: ClinicApp;
  let page: Page;
  let at: ReturnType<typeof stripeDesk>;
  let on: string;
  const figures = () => page.locator('.figure-value').allInnerTexts();
  const submit = (name: RegExp | string) => page.getByRole('button', { name }).click();
  const thisOne = (what: string) => page.locator('#candidates li', { hasText: what }).getByRole('button').click();
  const depositCash = async (cashCents: number, reference: string) =>
    ok(await clinic.cascade.desk.post<{ id: string }>('/v1/bank-deposits', { depositedOn: on, cashCents, reference }))
      .id;

  beforeAll(async () => {
    clinic = await openClinicApp();
    at = stripeDesk(clinic, clinic.cascade.desk);
    page = await clinic.signIn('accountant');
    const visit = await postVisit(clinic.cascade.desk, ['intake']);
    const paid = ok(
      await clinic.cascade.desk.post<{ effectiveOn: string }>(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders: [{ type: 'cash', amountCents: 22_000 }],
      }),
    );
    on = paid.effectiveOn;
  }, 120_000);
  afterEach(() => expectLedgerTies(clinic, clinic.cascade.id));
  afterAll(() => clinic.close());

  it('are compared when somebody asks', async () => {
    await page.getByRole('link', { name: 'Reconcile' }).click();
    expect(await figures()).toEqual(['0', '0']);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="from"]').fill('2026-01-01');
    await submit('Compare now');
    await page.locator('.error-summary').waitFor();
    await at.payByCard('intake');
    await page.locator('[name="from"]').fill('');
    await submit('Compare now');
    await page.waitForURL(/#differences$/);
    expect(await page.locator('#runs li').count()).toBe(1);
    expect(await page.locator('#runs .tag-good').count()).toBe(1);
    expect(await figures()).toEqual(['0', '0']);
  });

  it('tell of money the books know nothing of, reachable from the list of what is to do', async () => {
    await at.api().paymentIntents.create({
      amount: 700,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      metadata: { clinic_id: clinic.cascade.id },
    });
    await page.goto('/reconciliation');
    await submit('Compare now');
    await page.locator('#differences tbody tr').waitFor();
    expect(await page.locator('#differences .money').allInnerTexts()).toContain('$6.50');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto('/tasks');
    expect(await page.locator('#queues .count').allInnerTexts()).toEqual(['0', '0', '1']);
    await page.locator('tbody .row-link').click();
    await page.getByRole('link', { name: 'Look at it' }).click();
    await page.waitForURL(/\/reconciliation#difference-/);
  });

  it('refuse a statement that cannot be read, cell by cell, and keep what was pasted', async () => {
    await page.goto('/reconciliation/bank-lines');
    await submit('Import');
    expect(await page.locator('.error-summary a').getAttribute('href')).toBe('#field-csv');
    const pasted = `${HEADER}\n11/24/2026,DEPOSIT,92.00,slip 0417\n${today()},RENT,x,`;
    await page.locator('[name="csv"]').fill(pasted);
    await submit('Import');
    expect(await page.locator('.error-summary li').count()).toBe(2);
    expect(await page.locator('[name="csv"]').inputValue()).toBe(pasted);
    expect(await accessibilityProblems(page)).toEqual([]);
    const template = await page.request.get('/v1/bank-lines/template.csv');
    expect((await template.text()).trim()).toBe(HEADER);
  });

  it('take a statement as a file and match what can be only one thing: slip, books and bank agree', async () => {
    const deposit = await depositCash(9_200, 'slip 0417');
    await page.goto(`/reconciliation/deposits/${deposit}`);
    expect(await figures()).toEqual(['$92.00', '$92.00', '–']);
    expect(await page.locator('h1 .badge-warn').count()).toBe(1);
    const file = join(mkdtempSync(join(tmpdir(), 'statement-')), 'november.csv');
    writeFileSync(file, `${HEADER}\r\n${on},DEPOSIT SLIP 0417,92.00,\r\n${on},RENT,-3200.00,\r\n`);
    await page.goto('/reconciliation/bank-lines');
    await page.locator('#statement-file').setInputFiles(file);
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('[name="csv"]')!.value.includes('RENT'),
      undefined,
    );
    await submit('Import');
    await page.locator('.notice-good').waitFor();
    expect(await page.locator('#lines tbody tr').count()).toBe(1);
    await page.goto(`/reconciliation/deposits/${deposit}`);
    expect(await figures()).toEqual(['$92.00', '$92.00', '$92.00']);
    expect(await page.locator('h1 .badge-good').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'The bank’s line' }).click();
    await submit('That is not it');
    await page.locator('#candidates li').first().waitFor();
    await page.goto('/reconciliation');
    expect(await page.locator('#deposits .badge-warn').count()).toBe(1);
    expect((await figures())[1]).toBe('2');
  });

  it('are matched by hand, and a match of Venmo’s balance books it and takes that back', async () => {
    await page.goto('/reconciliation/bank-lines?status=unmatched');
    await page.getByRole('link', { name: /^Match DEPOSIT/ }).click();
    expect(await page.locator('#candidates li').count()).toBe(2);
    expect(await accessibilityProblems(page)).toEqual([]);
    await thisOne('Deposit');
    await page.locator('#match').waitFor();
    await page.locator('#match a').click();
    expect(await figures()).toEqual(['$92.00', '$92.00', '$92.00']);
    await page.goto('/reconciliation/bank-lines');
    await page.locator('[name="csv"]').fill(`${HEADER}\n${on},TRANSFER,55.00,`);
    await submit('Import');
    await page.getByRole('link', { name: /^Match TRANSFER/ }).click();
    const before = (await journalOf(clinic, clinic.cascade.id)).length;
    const booked = async () => (await journalOf(clinic, clinic.cascade.id)).slice(before);
    await thisOne('Venmo');
    await page.locator('#match').waitFor();
    expect(await booked()).toEqual([['Dr 1000 5500', 'Cr 1035 5500']]);
    await submit('That is not it');
    await page.locator('#candidates').waitFor();
    expect(await booked()).toEqual([
      ['Dr 1000 5500', 'Cr 1035 5500'],
      ['Cr 1000 5500', 'Dr 1035 5500'],
    ]);
  });

  it('follow a payout to the payments in it', async () => {
    await at.control('advance', { seconds: 3 * 86_400 });
    await at.control('payout', {});
    await at.quiet();
    await page.goto('/reconciliation');
    await page.locator('#payouts .row-link').first().click();
    expect(await page.locator('h1 .badge').count()).toBe(1);
    expect(await page.locator('#movements a[href^="/payments/"]').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('are nobody’s business at the front desk', async () => {
    const desk = await clinic.signIn('front_desk');
    expect(await desk.getByRole('link', { name: 'Reconcile' }).count()).toBe(0);
    expect((await desk.goto('/reconciliation'))?.status()).toBe(403);
    await desk.goto('/tasks');
    expect(await desk.locator('#queues li').count()).toBe(1);
  });
});
