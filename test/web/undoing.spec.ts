import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { postVisit } from '../support/demo';
import { ok } from '../support/desk';
import { expectLedgerTies } from '../support/ledger';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('what was done in error, undone at the desk', () => {
  let clinic: ClinicApp;
  let biller: Page;
  const figures = (page: Page) => page.locator('.figure-value').allInnerTexts();
  const submit = (name: RegExp | string) => biller.getByRole('button', { name }).click();

  beforeAll(async () => {
    clinic = await openClinicApp();
    biller = await clinic.signIn('biller');
  }, 120_000);
  afterEach(() => expectLedgerTies(clinic, clinic.cascade.id));
  afterAll(() => clinic.close());

  it('takes an adjustment back: the line is what it was before, once', async () => {
    const { invoiceId } = await postVisit(clinic.cascade.desk, ['intake']);
    await biller.goto(`/invoices/${invoiceId}`);
    await biller.getByRole('link', { name: /^Adjust/ }).click();
    await biller.locator('[name="type"]').selectOption('courtesy');
    await biller.locator('[name="amount"]').fill('50');
    await biller.locator('[name="reason"]').fill('Wrong line');
    await submit('Take it off');
    await biller.waitForURL(/#adjustment-/);
    await biller.getByRole('link', { name: /^Take it back/ }).click();
    const form = biller.url();
    await submit(/^Take \$50\.00 back/);
    expect(await biller.locator('.error-summary a').getAttribute('href')).toBe('#field-reason');
    expect(await accessibilityProblems(biller)).toEqual([]);
    await biller.locator('[name="reason"]').fill('Meant for another bill');
    await submit(/^Take \$50\.00 back/);
    await biller.waitForURL(/#adjustment-/);
    expect(await figures(biller)).toEqual(['$220.00', '$0.00', '$220.00']);
    expect(await biller.locator('#adjustments .badge-neutral').count()).toBe(1);
    expect(await biller.getByRole('link', { name: /^Take it back/ }).count()).toBe(0);
    await biller.goto(form);
    await biller.locator('[name="reason"]').fill('And again');
    await submit(/^Take \$50\.00 back/);
    await biller.locator('.error-summary p').waitFor();
    const other = await postVisit(clinic.cascade.desk, ['intake']);
    expect((await biller.goto(form.replace(invoiceId, other.invoiceId)))?.status()).toBe(404);
  });

  it('voids a whole visit while nothing is paid of it', async () => {
    const { patientId, invoiceId } = await postVisit(clinic.cascade.desk, ['intake', 'integration']);
    await biller.goto(`/patients/${patientId}`);
    await biller.locator('.event-visit .event-what a').click();
    await biller.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
    expect(await biller.locator('#lines .review-line').count()).toBe(2);
    expect(await accessibilityProblems(biller)).toEqual([]);
    await biller.getByRole('link', { name: 'Void the visit' }).click();
    await submit(/^Void the visit of/);
    expect(await biller.locator('.error-summary a').getAttribute('href')).toBe('#field-reason');
    expect(await accessibilityProblems(biller)).toEqual([]);
    await biller.locator('[name="reason"]').fill('Charged to the wrong patient');
    await submit(/^Void the visit of/);
    await biller.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
    expect(await biller.locator('h1 .badge-neutral').count()).toBe(1);
    expect(await biller.locator('#lines .badge-neutral').count()).toBe(2);
    expect(await biller.getByRole('link', { name: 'Void the visit' }).count()).toBe(0);
    expect(ok(await clinic.cascade.desk.get(`/v1/invoices/${invoiceId}`))).toMatchObject({ status: 'void' });
    await biller.goto(`/patients/${patientId}`);
    expect((await figures(biller))[0]).toBe('$0.00');
  });

  it('refuses to void a visit of which something is paid, and shows the front desk no such door', async () => {
    const { id: visitId, invoiceId } = await postVisit(clinic.cascade.desk, ['intake']);
    const tenders = [{ type: 'cash', amountCents: 2_000 }];
    ok(await clinic.cascade.desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders }));
    await biller.goto(`/visits/${visitId}/void`);
    await biller.locator('[name="reason"]').fill('Wrong patient');
    await submit(/^Void the visit of/);
    await biller.locator('.error-summary p').waitFor();
    expect(await biller.locator('[name="reason"]').inputValue()).toBe('Wrong patient');
    const desk = await clinic.signIn('front_desk');
    await desk.goto(`/visits/${visitId}`);
    expect(await desk.locator('a[href$="/void"]').count()).toBe(0);
    expect((await desk.goto(`/visits/${visitId}/void`))?.status()).toBe(403);
  });
});
