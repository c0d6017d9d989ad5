import type { Page } from 'playwright-core';
import { postVisit, registerPatient } from '../support/demo';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('a person who uses the keyboard alone', () => {
  let clinic: ClinicApp;
  let page: Page;
  let patientId: string;

  beforeAll(async () => {
    clinic = await openClinicApp();
    ({ id: patientId } = await registerPatient(clinic.cascade.desk, { firstName: 'Kay', lastName: 'Board' }));
    page = await (await clinic.visitor()).newPage();
  }, 120_000);
  afterAll(() => clinic.close());

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = (attribute: string) =>
    page.evaluate((name) => document.activeElement?.getAttribute(name) ?? '', attribute);
  /** Tabs on until the focus is where it should be; a page where it cannot get there fails. */
  const tabTo = async (attribute: string, value: string) => {
    for (let step = 0; step < 80; step += 1) {
      if ((await focused(attribute)) === value) return;
      await press('Tab');
    }
    throw new Error(`no way to ${attribute}=${value} by Tab`);
  };

  /** Waits until the page has put the focus there by itself. */
  const focusOn = (selector: string) =>
    page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);
  const theDeed = 'button.button-primary';

  it('signs in', async () => {
    const { email, password } = clinic.cascade.users.find(({ role }) => role === 'front_desk')!;
    await page.goto('/sign-in');
    await focusOn('[name="email"]');
    await page.keyboard.type(email);
    await press('Tab');
    await page.keyboard.type(password);
    await press('Enter');
    await page.waitForURL(/:\d+\/$/);
  });

  it('can skip the top bar', async () => {
    await press('Tab');
    expect(await focused('class')).toBe('skip-link');
    await press('Enter');
    expect(await focused('id')).toBe('main');
  });

  it('finds a patient with the slash key and the arrows', async () => {
    await press('/');
    expect(await focused('id')).toBe('find');
    await page.keyboard.type('boa');
    await press('Enter');
    await page.waitForURL(/query=boa/);
    await press('/', 'ArrowDown');
    expect(await focused('href')).toBe(`/patients/${patientId}`);
    await press('Enter');
    await page.waitForURL(new RegExp(`/patients/${patientId}$`));
  });

  it('charges a visit: C, a space, Enter and Enter', async () => {
    await press('c');
    await page.waitForURL(/\/visits\/new$/);
    await tabTo('name', 'service.integration');
    await press('Space', 'Enter');
    await page.waitForURL(/\/visits\/review$/);
    await focusOn(theDeed);
    await press('Enter');
    await page.waitForURL(/\/pay$/);
  });

  it('pays: a number puts the rest on a tender, Enter reviews, Enter takes', async () => {
    await press('1');
    expect([await focused('name'), await page.locator('[name="amount.cash"]').inputValue()]).toEqual([
      'amount.cash',
      '170.00',
    ]);
    await press('Enter');
    await page.waitForURL(/\/pay\/review$/);
    await focusOn(theDeed);
    await press('Enter');
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    expect(await page.locator('.figure-value').first().innerText()).toBe('$170.00');
  });

  it('comes back to the row just worked', async () => {
    await press('t');
    await page.waitForURL(/#visit-/);
    await focusOn(`[href="/patients/${patientId}"]`);
  });

  it('types single keys in peace, and can switch them off', async () => {
    const visit = await postVisit(clinic.cascade.desk, ['intake'], { patientId });
    await page.goto(`/invoices/${visit.invoiceId}/pay`);
    await tabTo('name', 'reference.check');
    await page.keyboard.type('c1p/');
    expect(await page.locator('[name="reference.check"]').inputValue()).toBe('c1p/');
    await page.goto('/');
    await press('?');
    expect(await page.locator('#help').isVisible()).toBe(true);
    await tabTo('id', 'keys-on');
    await press('Space', 'Escape', 'c');
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await page.locator('#help').isVisible()).toBe(false);
  });

  it('always sees where the focus is', async () => {
    await page.goto(`/patients/${patientId}`);
    const unseen = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      await press('Tab');
      const outline = await page.evaluate(() => {
        const active = document.activeElement;
        if (!active || active === document.body) return 'none of the page';
        const style = getComputedStyle(active);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
          ? ''
          : active.outerHTML.slice(0, 80);
      });
      if (outline) unseen.add(outline);
    }
    unseen.delete('none of the page');
    expect([...unseen]).toEqual([]);
  });
});
