import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { cardDesk } from '../support/cards';
import { registerPatient } from '../support/demo';
import { expectLedgerTies } from '../support/ledger';
import { offerPackage, sellPackage } from '../support/packages';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A zero, seen as a dash and read as what it is. */
const QUIET = '–\n$0.00';

describe('a package at the front desk', () => {
  let clinic: ClinicApp;
  let page: Page;

  beforeAll(async () => {
    clinic = await openClinicApp();
    page = await clinic.signIn('front_desk');
  }, 120_000);
  afterAll(async () => {
    await expectLedgerTies(clinic, clinic.cascade.id);
    await clinic.close();
  });

  const figures = () => page.locator('.figure-value').allInnerTexts();
  const cells = (id: string) => page.locator(`#${id} tbody tr`).first().locator('td').allInnerTexts();

  it('is signed by the patient and paid in two tenders', async () => {
    await page.getByPlaceholder('Find a patient').fill('Okafor');
    await page.keyboard.press('Enter');
    await page.locator('main .row-link', { hasText: 'Okafor' }).click();
    await page.getByRole('link', { name: 'Packages and course' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sell a package' }).click();
    await page.getByRole('link', { name: /Choose/ }).click();
    await page.locator('.agreement').waitFor();
    expect(await figures()).toEqual(['$2,736.00', '$2,880.00']);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="amount.cash"]').fill('736');
    await page.getByRole('button', { name: 'Sell it', exact: true }).click();
    await page.locator('.error-summary a').click();
    await page.keyboard.type('Wren Okafor');
    await page.locator('[name="amount.check"]').fill('2,000');
    await page.getByRole('button', { name: 'Sell it', exact: true }).click();
    await page.locator('.error-summary').waitFor();
    await page.locator('[name="reference.check"]').fill('1042');
    await page.getByRole('button', { name: 'Sell it', exact: true }).click();
    await page.waitForURL(/\/packages\/[0-9a-f-]{36}$/);
    expect(await figures()).toEqual(['$2,736.00', '$0.00', '$0.00']);
    expect(await cells('sessions')).toEqual(['4', '0', '4', '$2,090.00']);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('is given with the next visit, which costs nothing more, and counts on the course', async () => {
    const address = page.url();
    await page.locator('.back').click();
    await page.locator('#enroll [name="protocolCode"]').selectOption({ label: 'Weekly for four weeks' });
    await page.getByRole('button', { name: 'Put on this course' }).click();
    await page.locator('text=On it now').waitFor();
    await page.locator('.back').click();
    await page.getByRole('link', { name: 'Charge a visit' }).click();
    await page.locator('[name="service.experiential-im"]').check();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.locator('.review-line').waitFor();
    expect(await page.locator('.review-line-amount').innerText()).toContain('$522.50');
    await page.getByRole('button', { name: /^Charge/ }).click();
    await page.waitForURL((url) => !url.pathname.includes('/visits'));
    await page.goto(address);
    expect(await figures()).toEqual(['$2,213.50', '$522.50', '$0.00']);
    expect(await cells('sessions')).toEqual(['4', '1', '3', '$2,090.00']);
    await page.locator('.back').click();
    await page.locator('text=On it now').waitFor();
    const journeys = page.locator('section', { hasText: 'On it now' }).first().locator('tbody tr').nth(1);
    expect(await journeys.locator('td').allInnerTexts()).toEqual(['4', '1', '3']);
    await page.goto(address);
  });

  it('is canceled by a biller, who sees both figures before; the desk only looks', async () => {
    expect(await page.locator('#cancel tbody tr').count()).toBe(2);
    expect(await page.locator('#cancel form').count()).toBe(0);
    const biller = await clinic.signIn('biller');
    await biller.goto(page.url());
    expect(await biller.locator('#cancel tbody tr').first().locator('td').allInnerTexts()).toEqual([
      '$2,213.50',
      QUIET,
    ]);
    await biller.getByRole('button', { name: /Cancel it and give back/ }).click();
    await biller.locator('.error-summary').waitFor();
    await biller.locator('[name="reason"]').fill('Moved away');
    await biller.getByRole('button', { name: /Cancel it and give back/ }).click();
    await biller.locator('h1', { hasText: 'Canceled' }).waitFor();
    // Above $1,000.00 a second person agrees.
    expect(await biller.locator('#cancel dd').allInnerTexts()).toEqual([
      expect.any(String),
      'Moved away',
      '$0.00',
      '$2,213.50',
      QUIET,
    ]);
    expect(await accessibilityProblems(biller)).toEqual([]);
  });

  it('is paid later, on a card page or at the desk, which ends the page', async () => {
    await page.goto('/patients?query=Okafor');
    await page.locator('main .row-link', { hasText: 'Okafor' }).click();
    await page.getByRole('link', { name: 'Packages and course' }).click();
    await page.getByRole('link', { name: 'Sell a package' }).click();
    await page.getByRole('link', { name: /Choose/ }).click();
    await page.locator('[name="signedBy"]').fill('Wren Okafor');
    await page.getByRole('button', { name: 'Sell it, paid on a card page' }).click();
    await page.waitForURL(/\/packages\/[0-9a-f-]{36}$/);
    expect(await figures()).toEqual(['$0.00', '$0.00', '$2,736.00']);
    expect(await page.locator('#card-page svg').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Take a payment' }).click();
    await page.locator('[name="amount.cash"]').fill('2736');
    await page.getByRole('button', { name: 'Take it' }).click();
    await page.waitForURL(/\/packages\/[0-9a-f-]{36}$/);
    expect(await figures()).toEqual(['$2,736.00', '$0.00', '$0.00']);
    expect(await page.locator('#card-page').count()).toBe(0);
  });

  it('of the full price is put on a payment plan from its page, and paid by a saved card from then on', async () => {
    const { desk, id } = clinic.cascade;
    await offerPackage(clinic, id, 'plain', { name: 'Course of four, by installments', discountBasisPoints: 0 });
    const { id: patientId } = await registerPatient(desk, { firstName: 'Mina', lastName: 'Solberg' });
    await cardDesk(clinic, desk).save(patientId);
    const sold = await sellPackage(desk, { patientId, offerCode: 'plain' });
    await page.goto(`/packages/${sold.id}`);
    await page.getByRole('link', { name: 'Payment plan' }).click();
    expect(await page.locator('#field-bills dd').allInnerTexts()).toEqual([sold.number, '$2,880.00']);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="downPayment"]').fill('100');
    await page.getByRole('button', { name: 'Show every date and amount' }).click();
    await page.locator('.error-summary a', { hasText: 'first installment' }).click();
    await page.locator('[name="firstDueOn"]').fill(inDays(30));
    await page.getByRole('button', { name: 'Show every date and amount' }).click();
    await page.waitForURL(/\/plans\/review$/);
    expect((await page.locator('#schedule tbody td.amount').allInnerTexts()).slice(0, 3)).toEqual([
      '$100.00',
      '$463.34',
      '$463.34',
    ]);
    await page.locator('[name="signedName"]').fill('Mina Solberg');
    await page.locator('[name="autopay"]').check();
    await page.getByRole('button', { name: 'Open the plan' }).click();
    await page.waitForURL(/\/plans\/[0-9a-f-]{36}#autopay$/);
    await page.getByRole('button', { name: 'Show what is agreed to' }).click();
    await page.locator('[name="acceptedName"]').fill('Mina Solberg');
    await page.locator('[name="agreed"]').check();
    await page.getByRole('button', { name: 'Start automatic payments' }).click();
    await page.waitForURL(/\/plans\/[0-9a-f-]{36}(#autopay)?$/);
    expect(await page.locator('#autopay .tag').innerText()).toBe('On');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('#about a', { hasText: sold.number }).click();
    await page.locator('#about a[href^="/plans/"]').waitFor();
    expect(await page.getByRole('link', { name: 'Payment plan' }).count()).toBe(0);
  });
});
