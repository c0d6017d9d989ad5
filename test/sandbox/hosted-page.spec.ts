import type { Browser, Page } from 'playwright-core';
import { accessibilityProblems, launchBrowser, newContext } from '../support/browser';
import { openSandbox, paymentParams } from './harness';

describe('the hosted pages in a browser', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    opened = await openSandbox();
    browser = await launchBrowser();
    const context = await newContext(browser, { viewport: { width: 360, height: 740 } });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await opened.sandbox.close();
  });

  const pageOf = (id: string) => `${opened.sandbox.baseUrl}/c/pay/${id}`;
  const openSession = async () => {
    const back = `${opened.sandbox.baseUrl}/nowhere`;
    const session = await opened.stripe.checkout.sessions.create(
      paymentParams({ success_url: back, cancel_url: back }),
    );
    await page.goto(session.url ?? '');
    return session;
  };

  /** Fills the form by keyboard alone, from the first field on. */
  async function typeCard(card: string): Promise<void> {
    await page.locator('#email').focus();
    for (const text of ['patient@example.com', card, '1234', '123']) {
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForLoadState('load');
  }

  it('take a payment by keyboard on a phone, after a decline and 3-D Secure', async () => {
    const session = await openSession();
    expect(await accessibilityProblems(page)).toEqual([]);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);

    await typeCard('4000000000009995');
    await page.getByRole('alert').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.locator('#card_number').inputValue()).toBe('');
    expect(await page.locator('#email').inputValue()).toBe('patient@example.com');

    await typeCard('4000002760003184');
    await page.waitForURL('**/3ds/pi_*');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/nowhere');
    expect((await opened.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');

    await page.goto(pageOf(session.id));
    expect(await page.locator('form').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('mark what was left out, and hold no script', async () => {
    await openSession();
    expect(await page.locator('script').count()).toBe(0);
    await page.locator('button[type=submit]').click();
    await page.waitForLoadState('load');
    expect(await page.locator('[aria-invalid=true]').count()).toBe(4);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('keep their style under their own strict policy', async () => {
    const session = await openSession();
    const strict = await newContext(browser, { bypassCSP: false });
    const strictPage = await strict.newPage();
    const response = await strictPage.goto(session.url ?? '');
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
    const button = strictPage.locator('button');
    expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(47, 79, 216)');
    await strict.close();
  });

  it('say so when a session has expired', async () => {
    const session = await openSession();
    await opened.stripe.checkout.sessions.expire(session.id);
    const response = await page.goto(pageOf(session.id));
    expect(response?.status()).toBe(410);
    expect(await page.locator('form').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
