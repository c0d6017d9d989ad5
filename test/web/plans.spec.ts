import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { postVisit, registerPatient } from '../support/demo';
import { ok, openDesk } from '../support/desk';
import { cardDesk } from '../support/cards';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

/** A charge of the clinic as the fee of a late first installment, as the hourly job writes it. */
const LATE_FEE = `INSERT INTO late_fees (clinic_id, plan_id, version, number, visit_id, late_cents, late_days, fee_cents, assessed_on, assessed_at, rule)
  SELECT v.clinic_id, $2, s.version, 1, v.visit_id, 11750, 90, c.list_price_cents, c.date_of_service, now(), 'Va. Code § 59.1-612'
    FROM invoices v JOIN charges c ON c.clinic_id = v.clinic_id AND c.invoice_id = v.id
    JOIN payment_plans s ON s.clinic_id = v.clinic_id AND s.id = $2 WHERE v.id = $1`;

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('a payment plan at the front desk', () => {
  let clinic: ClinicApp;
  let page: Page;
  let patientId: string;
  let planPath: string;
  let posted: Record<string, string>;
  const figures = () => page.locator('main > .figures .figure-value').allInnerTexts();
  const states = () => page.locator('#installments tbody .tag').allInnerTexts();

  beforeAll(async () => {
    clinic = await openClinicApp();
    const { desk } = clinic.cascade;
    patientId = (await registerPatient(desk, { firstName: 'Nia', lastName: 'Okafor-Lind' })).id;
    for (const code of ['experiential-im', 'integration'])
      await postVisit(desk, [code], { patientId, dateOfService: inDays(-2) });
    page = await clinic.signIn('front_desk');
  }, 120_000);
  afterAll(() => clinic.close());

  it('begins at an invoice, with its terms', async () => {
    await page.goto(`/patients/${patientId}`);
    await page.locator('#open tbody a.number').first().click();
    await page.getByRole('link', { name: 'Payment plan' }).click();
    await page.waitForURL(/\/plans\/new\?invoice=/);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.locator('.pick input:checked').count()).toBe(1);
    await page
      .locator('.pick input')
      .evaluateAll((boxes) => boxes.forEach((box) => ((box as HTMLInputElement).checked = true)));
    await page.getByRole('button', { name: 'Show every date and amount' }).click();
    await page.locator('.error-summary a', { hasText: 'first installment' }).click();
    await page.locator('[name="downPayment"]').fill('$100');
    await page.locator('[name="firstDueOn"]').fill(inDays(30));
    await page.getByRole('button', { name: 'Show every date and amount' }).click();
    await page.waitForURL(/\/plans\/review$/);
  });

  it('shows every date, every cent and what the law wants told before it is signed', async () => {
    expect(await page.locator('#disclosures .figure-value').allInnerTexts()).toEqual(['0.00 %', '$0.00']);
    expect(await page.locator('#disclosures dd').allInnerTexts()).toEqual(
      expect.arrayContaining(['$620.00', '$620.00', '$720.00']),
    );
    expect(await page.locator('#schedule tbody td.amount').allInnerTexts()).toEqual([
      '$100.00',
      '$103.34',
      '$103.34',
      '$103.33',
      '$103.33',
      '$103.33',
      '$103.33',
    ]);
    expect(await page.locator('#agreement').innerText()).toContain('CLAIMS AND DEFENSES');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the terms' }).click();
    expect(await page.locator('[name="downPayment"]').inputValue()).toBe('$100');
    await page.getByRole('button', { name: 'Show every date and amount' }).click();
    expect(await page.locator('[name="autopay"]').isChecked()).toBe(false);
    await page.locator('[name="signedName"]').fill('Nia Okafor-Lind');
    posted = await page
      .locator('main form')
      .evaluate((form) =>
        Object.fromEntries([...new FormData(form as HTMLFormElement)].map(([k, v]) => [k, String(v)])),
      );
    await page.getByRole('button', { name: 'Open the plan' }).click();
    await page.waitForURL(/\/plans\/[0-9a-f-]{36}$/);
    planPath = new URL(page.url()).pathname;
    expect(await figures()).toEqual(['$720.00', '$0.00', '$100.00']);
    expect(await states()).toEqual(['Due', ...Array.from({ length: 6 }, () => 'Scheduled')]);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('is opened once, however often the form is sent', async () => {
    const origin = new URL(page.url()).origin;
    const again = await page.request.post(`/patients/${patientId}/plans`, { form: posted, headers: { origin } });
    expect(new URL(again.url()).pathname).toBe(planPath);
    const plans = await clinic.cascade.desk.get<{ data: unknown[] }>(`/v1/payment-plans?patientId=${patientId}`);
    expect(ok(plans).data).toHaveLength(1);
  });

  it('is paid over both bills, the down payment first and the rest ahead', async () => {
    await page.keyboard.press('p');
    await page.waitForURL(/\/pay$/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="amount.cash"]').fill('999.00');
    await page.getByRole('button', { name: 'Take it' }).click();
    await page.locator('.error-summary').waitFor();
    await page.locator('[name="amount.cash"]').fill('250.00');
    await page.getByRole('button', { name: 'Take it' }).click();
    await page.waitForURL(new RegExp(`${planPath}$`));
    expect(await figures()).toEqual(['$470.00', '$250.00', '$56.68']);
    expect((await states()).slice(0, 4)).toEqual(['Paid', 'Paid', 'Part paid', 'Scheduled']);
  });

  it('is paused, goes on, is given other dates and is signed anew', async () => {
    await page.getByRole('button', { name: 'Pause it' }).click();
    await page.locator('h1 .tag', { hasText: 'Paused' }).waitFor();
    await page.getByRole('button', { name: 'Go on with it' }).click();
    await page.locator('h1 .tag', { hasText: 'Running' }).waitFor();
    await page.getByRole('link', { name: 'Other dates' }).click();
    await page.locator('[name="installments"]').fill('4');
    await page.locator('[name="frequency"]').selectOption('biweekly');
    await page.locator('[name="firstDueOn"]').fill(inDays(7));
    await page.getByRole('button', { name: 'Change the dates' }).click();
    await page.locator('#schedule-1').waitFor();
    expect(await figures()).toEqual(['$470.00', '$0.00', '$117.50']);
    await page.locator('[name="signedName"]').fill('Nia Okafor-Lind');
    await page.getByRole('button', { name: 'Write down the signature' }).click();
    await page.locator('#agreement .tag', { hasText: /^Signed$/ }).waitFor();
    const pdf = await page.request.get(`/v1/payment-${planPath.slice(1)}/agreement.pdf`);
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
  });

  it('is paid by itself once the patient has agreed, word for word, to a card of theirs, and until they stop it', async () => {
    expect(await page.locator('#autopay').innerText()).toContain('No card that can be charged is on file');
    await cardDesk(clinic, clinic.cascade.desk).save(patientId);
    await page.reload();
    await page.locator('#autopay [name="card"]').selectOption({ label: 'visa ending in 4242' });
    await page.getByRole('button', { name: 'Show what is agreed to' }).click();
    await page.waitForURL(/\/autopay\?card=/);
    expect(await page.locator('#consent').innerText()).toContain('$117.50');
    expect(await page.locator('[name="agreed"]').isChecked()).toBe(false);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="acceptedName"]').fill('Nia Okafor-Lind');
    await page.getByRole('button', { name: 'Start automatic payments' }).click();
    await page.locator('.error-summary a', { hasText: 'Tick the box' }).click();
    await page.locator('[name="agreed"]').check();
    await page.getByRole('button', { name: 'Start automatic payments' }).click();
    await page.locator('#autopay .tag', { hasText: /^On$/ }).waitFor();
    expect(await page.locator('#autopay dd').allInnerTexts()).toEqual([
      'visa ending in 4242',
      expect.any(String),
      expect.stringMatching(/^\$117\.50 on /),
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Stop automatic payments' }).click();
    await page.locator('#autopay .tag', { hasText: /^Off$/ }).waitFor();
    expect(await page.locator('#autopay dd').count()).toBe(0);
  });

  it('is on the patient’s page and on its bills, and its papers are with the others', async () => {
    await page.locator('.back').click();
    await page.locator('#plans li a').waitFor();
    expect(await page.locator('#plans li').innerText()).toContain('$117.50 due');
    expect(await page.locator('#documents li a').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('Payment plan agreement')]),
    );
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('#open tbody a.number').first().click();
    await page.locator('.lead a', { hasText: 'Payment plan' }).click();
    await page.waitForURL(new RegExp(`${planPath}$`));
  });

  it('shows a late fee with its day, its reason and its bill, which a biller may waive', async () => {
    const { desk } = clinic.cascade;
    const { invoiceId } = await postVisit(desk, ['no-show-fee'], { patientId, dateOfService: inDays(0) });
    await clinic.database.query(LATE_FEE, [invoiceId, planPath.split('/')[2]]);
    const row = page.locator('#late-fees tbody tr');
    await page.goto(planPath);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await row.innerText()).toMatch(/Installment 1[^]*\$117\.50 late for 90 days[^]*§ 59\.1-612[^]*Unpaid/);
    expect(await page.locator('#late-fees a').allInnerTexts()).toEqual([expect.stringMatching(/^INV-/)]);
    const biller = await clinic.signIn('biller');
    await biller.goto(planPath);
    await biller.locator('#late-fees').getByRole('link', { name: 'Waive the late fee for Installment 1' }).click();
    await biller.locator('[name="reason"]').fill('First time late');
    await biller.getByRole('button', { name: 'Take it off' }).click();
    await biller.waitForURL(/\/invoices\/[^/]+$/);
    await page.reload();
    expect(await row.locator('.tag').innerText()).toBe('Waived');
    await page.goto(planPath);
  });

  it('is canceled, and an accountant may look at it but not change it', async () => {
    await page.getByRole('link', { name: 'Cancel the plan' }).click();
    await page.locator('[name="reason"]').fill('Moved away');
    await page.getByRole('button', { name: /^Cancel plan/ }).click();
    await page.locator('h1 .tag', { hasText: 'Canceled' }).waitFor();
    expect(await page.getByRole('button', { name: 'Pause it' }).count()).toBe(0);
    const books = await clinic.signIn('accountant');
    await books.goto(planPath);
    expect(await books.locator('main').innerText()).not.toContain('Okafor');
    expect(await books.locator('main form').count()).toBe(0);
    expect((await books.goto(`${planPath}/pay`))?.status()).toBe(403);
    const other = await openDesk(clinic, clinic.potomac.id);
    expect((await other.get(`/v1/payment-${planPath.slice(1)}`)).status).toBe(404);
  });
});
