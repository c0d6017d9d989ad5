import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { postVisit, registerPatient } from '../support/demo';
import { ok, openDesk } from '../support/desk';
import { expectLedgerTies } from '../support/ledger';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('what changes a bill and gives money back, at the desk', () => {
  let clinic: ClinicApp;
  let biller: Page;
  let frontDesk: Page;
  const figures = (page: Page) => page.locator('.figure-value').allInnerTexts();
  const submit = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).click();

  beforeAll(async () => {
    clinic = await openClinicApp();
    [biller, frontDesk] = await Promise.all([clinic.signIn('biller'), clinic.signIn('front_desk')]);
  }, 120_000);
  afterEach(() => expectLedgerTies(clinic, clinic.cascade.id));
  afterAll(() => clinic.close());

  it('takes a courtesy off a line, lets a larger one wait, and writes the rest off', async () => {
    const { patientId, invoiceId } = await postVisit(clinic.cascade.desk, ['intake']);
    await biller.goto(`/patients/${patientId}`);
    await biller.locator('#open .number').click();
    await biller.waitForURL(new RegExp(`/invoices/${invoiceId}$`));
    expect(await figures(biller)).toEqual(['$220.00', '$0.00', '$220.00']);
    await biller.getByRole('link', { name: /^Adjust/ }).click();
    await biller.locator('[name="type"]').selectOption('courtesy');
    await biller.locator('[name="amount"]').fill('500');
    await submit(biller, 'Take it off');
    expect(await biller.locator('.error-summary a').getAttribute('href')).toBe('#field-reason');
    await biller.locator('[name="reason"]').fill('Started 40 minutes late');
    await submit(biller, 'Take it off');
    await biller.locator('.error-summary p').waitFor();
    expect(await biller.locator('[name="amount"]').inputValue()).toBe('500');
    expect(await accessibilityProblems(biller)).toEqual([]);
    await biller.locator('[name="amount"]').fill('50');
    await submit(biller, 'Take it off');
    await biller.waitForURL(/#adjustment-/);
    expect(await figures(biller)).toEqual(['$170.00', '$0.00', '$170.00']);
    await biller.getByRole('link', { name: /^Write off/ }).click();
    await biller.locator('[name="type"]').selectOption('bad_debt');
    await biller.locator('[name="reason"]').fill('Three letters, no answer');
    await submit(biller, /\$170\.00/);
    await biller.waitForURL(/#adjustments$/);
    expect(await biller.locator('#adjustments .badge-warn').count()).toBe(1);
    expect(await figures(biller)).toEqual(['$170.00', '$0.00', '$170.00']);
    expect(await accessibilityProblems(biller)).toEqual([]);
    await frontDesk.goto(`/patients/${patientId}`);
    expect(await frontDesk.locator('.event-adjustment').count()).toBe(2);
  });

  it('shows the plan of a refund, the health account’s part to its card, and carries out just that', async () => {
    const { invoiceId } = await postVisit(clinic.cascade.desk, ['intake']);
    const tenders = [
      { type: 'hsa_fsa_card', amountCents: 10_000, reference: 'terminal 0042' },
      { type: 'check', amountCents: 12_000, reference: '1042' },
    ];
    const { id } = ok(
      await clinic.cascade.desk.post<{ id: string }>(`/v1/invoices/${invoiceId}/payments`, { tenders }),
    );
    await biller.goto(`/payments/${id}`);
    await biller.getByRole('link', { name: 'Give money back' }).click();
    await biller.locator('[name="amount"]').fill('500');
    await biller.locator('[name="reason"]').selectOption('courtesy');
    await submit(biller, 'See where the money goes');
    expect(await biller.locator('.error-summary a').getAttribute('href')).toBe('#field-amount');
    await biller.locator('[name="amount"]').fill('50');
    await submit(biller, 'See where the money goes');
    await biller.waitForURL(/review$/);
    expect(await biller.locator('.sums dd .money').allInnerTexts()).toEqual(['$22.73', '$27.27', '$50.00']);
    expect(await accessibilityProblems(biller)).toEqual([]);
    await submit(biller, 'Edit');
    expect(await biller.locator('[name="amount"]').inputValue()).toBe('50');
    await submit(biller, 'See where the money goes');
    await submit(biller, 'Give back $50.00');
    expect(await biller.locator('.error-summary a').getAttribute('href')).toBe('#field-reference-2');
    await biller.locator('[name="reference.2"]').fill('CK-77');
    await submit(biller, 'Give back $50.00');
    await biller.waitForURL(/#refunds$/);
    expect(await biller.locator('#refunds .badge-good').count()).toBe(1);
    expect(await accessibilityProblems(biller)).toEqual([]);
    const refunds = ok(await clinic.cascade.desk.get(`/v1/payments/${id}`))['refunds'];
    expect(refunds).toMatchObject([
      {
        amountCents: 5_000,
        tenders: [
          { type: 'hsa_fsa_card', amountCents: 2_273, reference: 'terminal 0042' },
          { type: 'check', amountCents: 2_727, reference: 'CK-77' },
        ],
      },
    ]);
    await frontDesk.goto(`/payments/${id}`);
    expect(await frontDesk.locator('a[href$="/refund"], a[href$="/void"]').count()).toBe(0);
    expect((await frontDesk.goto(`/payments/${id}/refund`))?.status()).toBe(403);
  });

  it('asks a second person above the clinic’s limit, and nothing has moved until then', async () => {
    const { id: patientId } = await registerPatient(clinic.cascade.desk);
    const tenders = [{ type: 'cash', amountCents: 150_000 }];
    const { id } = ok(
      await clinic.cascade.desk.post<{ id: string }>(`/v1/patients/${patientId}/deposits`, { tenders }),
    );
    await biller.goto(`/payments/${id}/refund`);
    await biller.locator('[name="amount"]').fill('1,200.00');
    await biller.locator('[name="reason"]').selectOption('deposit_returned');
    await submit(biller, 'See where the money goes');
    await submit(biller, 'Ask for the refund of $1,200.00');
    await biller.waitForURL(/#refunds$/);
    expect(await biller.locator('#refunds .badge-warn').count()).toBe(1);
    const account = await (await openDesk(clinic, clinic.cascade.id)).get(`/v1/patients/${patientId}/deposits`);
    expect(account.body['data']).toMatchObject([{ heldCents: 150_000 }]);
  });

  it('takes a deposit, pays an invoice with it, and voids a payment entered in error', async () => {
    const { patientId, invoiceId } = await postVisit(clinic.cascade.desk, ['intake']);
    await frontDesk.goto(`/patients/${patientId}`);
    await frontDesk.getByRole('link', { name: 'Take a deposit' }).click();
    await frontDesk.locator('[name="amount.check"]').fill('100');
    await submit(frontDesk, 'Take it');
    expect(await frontDesk.locator('.error-summary a').getAttribute('href')).toBe('#field-reference-check');
    await frontDesk.locator('[name="reference.check"]').fill('2001');
    await submit(frontDesk, 'Take it');
    await frontDesk.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    await frontDesk.locator('.back').click();
    expect(await figures(frontDesk)).toEqual(['$220.00', '$0.00', '$100.00']);
    await frontDesk.getByRole('link', { name: 'Pay open invoices with it' }).click();
    expect(await accessibilityProblems(frontDesk)).toEqual([]);
    await submit(frontDesk, 'Pay with it');
    await frontDesk.waitForURL(new RegExp(`/patients/${patientId}$`));
    expect(await figures(frontDesk)).toEqual(['$120.00', '$0.00', '$0.00']);
    const paid = await clinic.cascade.desk.post<{ id: string }>(`/v1/invoices/${invoiceId}/payments`, {
      tenders: [{ type: 'cash', amountCents: 12_000 }],
    });
    await biller.goto(`/invoices/${invoiceId}/void`);
    await biller.locator('[name="reason"]').fill('Wrong service');
    await submit(biller, /^Void INV/);
    await biller.locator('.error-summary p').waitFor();
    await frontDesk.goto(`/payments/${ok(paid).id}`);
    await frontDesk.getByRole('link', { name: 'Void', exact: true }).click();
    await frontDesk.locator('[name="reason"]').fill('Wrong patient');
    await submit(frontDesk, /^Void the payment/);
    await frontDesk.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    expect(await frontDesk.locator('h1 .badge-neutral').count()).toBe(1);
    await frontDesk.goto(`/invoices/${invoiceId}`);
    expect(await figures(frontDesk)).toEqual(['$220.00', '$100.00', '$120.00']);
    expect(await frontDesk.locator('#payments li').count()).toBe(2);
  });

  it('prints a statement of a period and says why a paper cannot be made', async () => {
    const { patientId } = await postVisit(clinic.cascade.desk, ['intake']);
    await frontDesk.goto(`/patients/${patientId}/papers`);
    const [from, to] = [
      await frontDesk.locator('[name="from"]').inputValue(),
      await frontDesk.locator('[name="to"]').inputValue(),
    ];
    const pdf = await frontDesk.request.get(`/patients/${patientId}/papers/statement.pdf?from=${from}&to=${to}`);
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await frontDesk.locator('[name="from"]').fill(to);
    await frontDesk.locator('[name="to"]').fill(from);
    await submit(frontDesk, 'Statement (PDF)');
    await frontDesk.locator('.error-summary p').waitFor();
    expect(await frontDesk.locator('[name="from"]').inputValue()).toBe(to);
    await submit(frontDesk, 'HSA/FSA pack (PDF)');
    await frontDesk.locator('.error-summary p').waitFor();
    expect(await accessibilityProblems(frontDesk)).toEqual([]);
  });
});
