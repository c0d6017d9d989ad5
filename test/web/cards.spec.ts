import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { cardDesk } from '../support/cards';
import { postVisit, registerPatient } from '../support/demo';
import { openDesk } from '../support/desk';
import { payHosted } from '../support/hosted-page';
import { expectLedgerTies } from '../support/ledger';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const DECLINES_LATER = '4000000000000341';
const ASKS_EVERY_TIME = '4000002760003184';

describe('cards on file at the desk', () => {
  let clinic: ClinicApp;
  let page: Page;
  let cards: ReturnType<typeof cardDesk>;
  const submit = (name: RegExp | string) => page.getByRole('button', { name }).click();
  const figures = () => page.locator('.figure-value').allInnerTexts();

  beforeAll(async () => {
    clinic = await openClinicApp();
    cards = cardDesk(clinic, await openDesk(clinic, clinic.cascade.id));
    page = await clinic.signIn('front_desk');
  }, 120_000);
  afterEach(() => expectLedgerTies(clinic, clinic.cascade.id));
  afterAll(() => clinic.close());

  /** A patient who owes $220.00, with the card on file, and the page that takes the money. */
  const payWith = async (card: string) => {
    const { patientId, invoiceId } = await postVisit(clinic.cascade.desk, ['intake']);
    const saved = await cards.save(patientId, card);
    await page.goto(`/invoices/${invoiceId}/pay`);
    return { patientId, invoiceId, amount: page.locator(`[name="amount.card.${saved.id}"]`) };
  };

  it('saves a card on the processor’s page and comes back to the patient', async () => {
    const { id } = await registerPatient(clinic.cascade.desk);
    await page.goto(`/patients/${id}`);
    await page.getByRole('link', { name: 'Add a card' }).click();
    expect(await page.locator('.said').innerText()).toContain('I can take this back at any time');
    expect(await page.locator('input[autocomplete^="cc-"], [name*="number"]').count()).toBe(0);
    await page.locator('[name="label"]').selectOption('hsa');
    await page.locator('[name="maximum"]').fill('0.20');
    await submit('Enter it on this computer');
    expect(await page.locator('.error-summary a').getAttribute('href')).toBe('#field-maximum');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="maximum"]').fill('250');
    await submit('Enter it on this computer');
    await page.waitForURL(`${clinic.stripe.baseUrl}/**`);
    expect(await page.locator('body').innerText()).toContain('not charge more than $250.00 at a time');
    await page.locator('[name="email"]').fill('patient@example.com');
    await page.locator('[name="card_number"]').fill('4242424242424242');
    await page.locator('[name="card_exp"]').fill('12/34');
    await page.locator('[name="card_cvc"]').fill('123');
    await page.locator('button[type="submit"]').first().click();
    await page.waitForURL(new RegExp(`/patients/${id}#cards$`));
    expect(await page.locator('#cards li').count()).toBe(1);
    expect(await page.locator('#cards .tag-calm').innerText()).toBe('HSA');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('lets the patient type it on their own phone, offers another first, and lets go of one after a second look', async () => {
    const { id } = await registerPatient(clinic.cascade.desk);
    await cards.save(id);
    await page.goto(`/patients/${id}/cards/new`);
    await submit('On the patient’s phone');
    expect(await page.locator('svg.qr path').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
    await payHosted((await page.locator('.link-url a').getAttribute('href'))!, '4000056655665556');
    await page.getByRole('link', { name: 'Saved? See the cards' }).click();
    await page.locator('#cards li').nth(1).waitFor();
    expect(await page.locator('#cards li strong').allInnerTexts()).toEqual(['Visa ending 4242', 'Visa ending 5556']);
    await submit(/^Offer first/);
    await page.waitForURL(/#card-/);
    expect(await page.locator('#cards li strong').allInnerTexts()).toEqual(['Visa ending 5556', 'Visa ending 4242']);
    await page.getByRole('link', { name: 'Remove Visa ending 4242' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await submit('Remove Visa ending 4242');
    await page.waitForURL(/#cards$/);
    expect(await page.locator('#cards li strong').allInnerTexts()).toEqual(['Visa ending 5556']);
    expect((await page.goto(`/patients/${(await registerPatient(clinic.cascade.desk)).id}/cards/new`))?.status()).toBe(
      200,
    );
  });

  it('charges a saved card beside cash in one payment', async () => {
    const { amount, invoiceId } = await payWith('4242424242424242');
    await page.locator('[name="amount.cash"]').fill('20');
    await amount.focus();
    await page.keyboard.press('=');
    expect(await amount.inputValue()).toBe('200.00');
    await submit('Review');
    await page.waitForURL(/review$/);
    expect(await page.locator('.sums .under').allInnerTexts()).toEqual(['charged now']);
    expect(await accessibilityProblems(page)).toEqual([]);
    const form = await page.evaluate(() =>
      Object.fromEntries(
        [...new FormData(document.querySelector<HTMLFormElement>('[data-once]')!)].map(([name, value]) => [
          name,
          String(value),
        ]),
      ),
    );
    await submit('Pay $220.00');
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    expect(await figures()).toEqual(['$220.00', '$0.00']);
    expect(await page.locator('#declined').count()).toBe(0);
    const again = await page.request.post(`/invoices/${invoiceId}/pay`, { form, maxRedirects: 0 });
    expect([again.status(), again.headers()['location']]).toEqual([303, new URL(page.url()).pathname]);
    expect(await cards.intents(invoiceId)).toHaveLength(1);
  });

  it('keeps what was typed and says what to do next when the only card is declined', async () => {
    const { amount, invoiceId } = await payWith(DECLINES_LATER);
    await amount.fill('220');
    await submit('Review');
    const declined = page.waitForResponse((response) => response.url().endsWith(`/invoices/${invoiceId}/pay`));
    await submit('Pay $220.00');
    expect((await declined).status()).toBe(402);
    expect(await amount.inputValue()).toBe('220');
    expect(await page.locator('.field-problem').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
    await amount.fill('');
    await page.locator('[name="amount.cash"]').fill('220');
    await submit('Review');
    await submit('Pay $220.00');
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    expect(await figures()).toEqual(['$220.00', '$0.00']);
  });

  it('keeps the cash of a split whose card is declined, and says so on the payment', async () => {
    const { amount } = await payWith(DECLINES_LATER);
    await page.locator('[name="amount.cash"]').fill('20');
    await amount.fill('200');
    await submit('Review');
    await submit('Pay $220.00');
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    expect(await figures()).toEqual(['$20.00', '$200.00']);
    expect(await page.locator('#declined p').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('sends the patient to the card page when their bank wants them to confirm', async () => {
    const { amount } = await payWith(ASKS_EVERY_TIME);
    await amount.fill('220');
    await submit('Review');
    await submit('Pay $220.00');
    await page.locator('.field-problem').waitFor();
    await submit('Show a payment link');
    expect(await page.locator('svg.qr path').count()).toBe(1);
  });

  it('shows an answer that was lost as being checked, never as failed, and settles by itself', async () => {
    const { amount, invoiceId } = await payWith('4242424242424242');
    await cards.chaos({ fault: 'reset', when: 'after', times: 99 });
    await cards.chaos({ method: 'GET', fault: 'reset', times: 99 });
    await amount.fill('220');
    await submit('Review');
    await submit('Pay $220.00');
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    expect(await page.locator('h1 .badge-warn').count()).toBe(1);
    const payment = page.url();
    await page.goto(`/invoices/${invoiceId}/pay`);
    expect(await page.locator('.notice-warn').count()).toBe(1);
    await page.locator('[name="amount.cash"]').fill('220');
    await submit('Review');
    await submit('Pay $220.00');
    await page.locator('.error-summary').waitFor();
    await cards.calm();
    await page.goto(payment);
    await page.locator('h1 .badge-good').waitFor();
    expect(await figures()).toEqual(['$220.00', '$0.00']);
    expect(await cards.intents(invoiceId)).toHaveLength(1);
  });
});
