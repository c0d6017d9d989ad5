import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { expectLedgerTies } from '../support/ledger';
import { stripeDesk } from '../support/stripe-desk';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('disputes at the desk', () => {
  let clinic: ClinicApp;
  let biller: Page;
  let at: ReturnType<typeof stripeDesk>;
  const figures = () => biller.locator('.figure-value').allInnerTexts();
  const submit = (name: RegExp | string) => biller.getByRole('button', { name }).click();

  beforeAll(async () => {
    clinic = await openClinicApp();
    at = stripeDesk(clinic, clinic.cascade.desk);
    biller = await clinic.signIn('biller');
  }, 120_000);
  afterEach(() => expectLedgerTies(clinic, clinic.cascade.id));
  afterAll(() => clinic.close());

  /** A card payment of $550.00 whose bank has taken it back, and its page. */
  const disputed = async (): Promise<string> => {
    const { paymentId, chargeId } = await at.payByCard('experiential-im');
    await at.control('dispute', { charge: chargeId });
    await at.quiet();
    return paymentId;
  };

  it('is found from its task, with what the bank took and when it has to be answered', async () => {
    const paymentId = await disputed();
    await biller.goto('/tasks?kind=dispute_opened');
    await biller.locator('tbody .row-link').click();
    await biller.getByRole('link', { name: 'Look at it' }).click();
    await biller.waitForURL(/\/disputes\/[0-9a-f-]{36}$/);
    expect(await figures()).toEqual(['$550.00', '$550.00', '$15.00']);
    expect(await biller.locator('h1 .badge-bad').count()).toBe(1);
    expect(await biller.locator('#events .money').allInnerTexts()).toEqual(['-$550.00', '-$15.00']);
    expect(await biller.locator('#books .account-number').allInnerTexts()).toEqual(['1050', '1030', '6010', '1030']);
    expect(await biller.locator('#books .badge-good').count()).toBe(2);
    expect(await accessibilityProblems(biller)).toEqual([]);
    const pdf = await biller.request.get(`${(await biller.locator('a[href$="evidence.pdf"]').getAttribute('href'))!}`);
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await biller.goto(`/payments/${paymentId}`);
    await biller.getByRole('link', { name: 'The dispute' }).click();
    await biller.waitForURL(/\/disputes\/[0-9a-f-]{36}$/);
  });

  it('is answered in words that tell the bank nothing about the visit, and won', async () => {
    await biller.locator('[name="statement"]').fill('Ketamine was given\non the agreed day.');
    await submit('Send it to the bank');
    expect(await biller.locator('.error-summary a').getAttribute('href')).toBe('#field-statement');
    expect(await biller.locator('[name="statement"]').inputValue()).toBe('Ketamine was given\non the agreed day.');
    expect(await accessibilityProblems(biller)).toEqual([]);
    await biller.locator('[name="statement"]').fill('winning_evidence');
    await submit('Send it to the bank');
    await biller.waitForURL(/#events$/);
    await at.quiet();
    await biller.reload();
    expect(await biller.locator('h1 .badge-good').count()).toBe(1);
    expect(await biller.locator('.said').allInnerTexts()).toEqual(['winning_evidence']);
    expect(await figures()).toEqual(['$550.00', '$0.00', '$15.00']);
    expect(await biller.locator('#answer').count()).toBe(0);
  });

  it('is given up after a second look: the money is owed again', async () => {
    await disputed();
    await biller.goto('/disputes');
    expect(await figures()).toEqual(['$550.00']);
    expect(await biller.locator('tbody tr').count()).toBe(1);
    expect(await accessibilityProblems(biller)).toEqual([]);
    await biller.locator('tbody .row-link').click();
    await biller.getByRole('link', { name: 'Give in' }).click();
    expect(await accessibilityProblems(biller)).toEqual([]);
    await submit(/^Give in over \$550\.00/);
    await biller.waitForURL(/#events$/);
    await at.quiet();
    await biller.goto('/disputes?status=closed');
    expect(await biller.locator('tbody tr').count()).toBe(2);
    await biller.locator('tbody .row-link').first().click();
    expect(await biller.locator('#books .account-number').allInnerTexts()).toContain('1100');
  });

  it('shows an accountant the money and no person, and lets them answer nothing', async () => {
    const accountant = await clinic.signIn('accountant');
    await accountant.getByRole('link', { name: 'Disputes' }).click();
    await accountant.goto('/disputes?status=all');
    expect(await accountant.locator('tbody tr').count()).toBe(2);
    await accountant.locator('tbody .row-link').first().click();
    expect(await accountant.locator('.patient-facts, #answer').count()).toBe(0);
    expect((await accountant.goto(`${accountant.url()}/accept`))?.status()).toBe(403);
  });
});
