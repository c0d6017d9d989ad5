import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { cardDesk } from '../support/cards';
import { registerPatient } from '../support/demo';
import { ok } from '../support/desk';
import { eventually, payHosted } from '../support/hosted-page';
import { expectInvariants } from '../support/invariants';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('a group session at the front desk', () => {
  let clinic: ClinicApp;
  let page: Page;
  let till: string;
  const button = (name: string) => page.getByRole('button', { name });
  const link = (name: string) => page.getByRole('link', { name });
  const figures = () => page.locator('.figure-value').allInnerTexts();
  const row = (name: string) => page.locator('#seats tbody tr', { hasText: name });
  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  const choose = async (name: string): Promise<void> => {
    await page.locator('.page-actions .button-primary').click();
    await page.locator('#query').fill(name);
    await button('Find').click();
    await page.locator('tbody .row-link').click();
  };

  beforeAll(async () => {
    clinic = await openClinicApp();
    page = await clinic.signIn('front_desk');
  }, 120_000);
  afterAll(async () => {
    await expectInvariants(clinic.database);
    await expectLedgerTies(clinic, clinic.cascade.id);
    await clinic.close();
  });

  it('is opened for two', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Groups' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await link('Open a session').click();
    await page.locator('[name="at"]').fill('quarter past');
    await button('Open the session').click();
    await page.locator('.error-summary a[href="#field-at"]').waitFor();
    await page.locator('[name="on"]').fill(inDays(9));
    await page.locator('[name="at"]').fill('10:15');
    await page.locator('[name="capacity"]').fill('2');
    await button('Open the session').click();
    await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/);
    till = new URL(page.url()).pathname;
    expect(await page.locator('.lead').innerText()).toContain('10:15');
    expect(await figures()).toEqual(['0 of 2', '0', '0']);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('gives a seat by income and takes its price at once', async () => {
    await choose('Okafor');
    await page.locator('[name="householdIncome"]').fill('30,000');
    await button('Hold it and take the money').click();
    await page.locator('.error-summary a').click();
    await page.locator('[name="householdSize"]').fill('1');
    await page.locator('[name="documentsSeen"]').check();
    await button('Hold it and take the money').click();
    await page.waitForURL(/\/pay$/);
    expect(await figures()).toEqual(['$180.00']);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="amount.venmo"]').fill('100');
    await page.locator('[name="reference.venmo"]').fill('3928471029384');
    await button('Take it').click();
    await page.locator('.error-summary').waitFor();
    await page.locator('[name="amount.cash"]').fill('80');
    await button('Take it').click();
    await page.waitForURL(/#seat-/);
    expect(await row('Okafor').locator('.tag, .badge').allInnerTexts()).toEqual(['Booked', 'Paid', 'Not yet']);
  });

  it('holds another, remembers the prescription, and shows no price unless it is asked for', async () => {
    await choose('Marchetti');
    await button('Only hold it').click();
    await page.waitForURL(/#seat-/);
    expect(await row('Marchetti').locator('.under').innerText()).toContain('until');
    await row('Okafor').getByRole('button', { name: 'Brought' }).click();
    await row('Okafor').getByRole('button', { name: 'Undo' }).waitFor();
    expect(await page.content()).not.toMatch(/\$\d/);
    await link('Show prices').click();
    expect(await page.locator('#seats .money').allInnerTexts()).toEqual(['$180.00', '$220.00']);
    expect(await accessibilityProblems(page)).toEqual([]);
    await link('Hide prices').click();
    expect(await page.content()).not.toMatch(/\$\d/);
    await row('Marchetti').getByRole('button', { name: 'Confirm' }).click();
    await row('Marchetti').locator('.tag-good').waitFor();
  });

  it('lets a third patient wait, who has the seat that is given up', async () => {
    await choose('Łuk');
    expect(await page.locator('h1').innerText()).toBe('Join the waitlist');
    await button('Put on the waitlist').click();
    await page.waitForURL(/#waitlist$/);
    expect(await figures()).toEqual(['2 of 2', '1', '1']);
    await row('Marchetti').getByRole('link', { name: 'Give up' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await button('Give it up').click();
    await page.waitForURL(/#seats$/);
    expect(await figures()).toEqual(['2 of 2', '1', '0']);
    await page.goto('/tasks');
    await page.locator('main a', { hasText: 'A seat for somebody who waited' }).first().click();
    await page.goto(till);
    await row('Łuk').getByRole('button', { name: 'Confirm' }).click();
    await row('Łuk').locator('.tag-good').waitFor();
  });

  it('ends with who came, each charged at the price of the seat', async () => {
    await clinic.database.query(
      `UPDATE group_sessions SET starts_at = now() - interval '1 minute', session_on = current_date - 1`,
    );
    await page.goto(till);
    await button('End the session and charge').click();
    await page.locator('.error-summary').waitFor();
    const [came, missed] = [page.getByLabel(/Okafor/), page.getByLabel(/Łuk/)];
    await came.selectOption('came');
    await missed.selectOption('no_show');
    await button('End the session and charge').click();
    await page.locator('h1 .tag-good').waitFor();
    expect(await row('Okafor').locator('.tag, .badge').allInnerTexts()).toEqual(['Came', 'Paid']);
    expect(await row('Łuk').locator('.tag, .badge').allInnerTexts()).toEqual(['Did not come']);
    expect(await accessibilityProblems(page)).toEqual([]);
    const journal = await journalOf(clinic, clinic.cascade.id);
    expect(journal.sort()).toEqual(
      [
        ['Dr 1035 10000', 'Cr 2100 10000'],
        ['Dr 1020 8000', 'Cr 2100 8000'],
        ['Dr 1100 22000', 'Cr 4030 22000'],
        ['Dr 4910 4000', 'Cr 1100 4000'],
        ['Dr 2100 18000', 'Cr 1100 18000'],
      ].sort(),
    );
    const { data } = ok(await clinic.cascade.desk.get<{ data: { status: string }[] }>('/v1/group-sessions'));
    expect(data.map(({ status }) => status)).toEqual(['completed']);
  });

  it('has a seat paid by the patient on a card page, and one by their saved card', async () => {
    const { desk } = clinic.cascade;
    const { providers } = ok(await desk.get<{ providers: { id: string }[] }>('/v1/clinic'));
    const session = { serviceCode: 'group-im', startsAt: `${inDays(5)}T18:00:00Z`, providerId: providers[0]!.id };
    const { id } = ok(await desk.post<{ id: string }>('/v1/group-sessions', session));
    const seated = async (firstName: string) => {
      const { id: patientId } = await registerPatient(desk, { firstName, lastName: 'Ferreira' });
      ok(await desk.post(`/v1/group-sessions/${id}/seats`, { patientId }));
      return patientId;
    };
    await seated('Ilse');
    await cardDesk(clinic, desk).save(await seated('Jonas'));
    await page.goto(`/groups/${id}`);
    await row('Ilse')
      .getByRole('link', { name: /Take money/ })
      .click();
    await button('Open a card page').click();
    await page.locator('#card-page svg').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await payHosted(await page.locator('#card-page a').getAttribute('href').then(String));
    await eventually(async () => {
      await page.goto(`/groups/${id}`);
      return (await row('Ilse').innerText()).includes('Booked');
    }, 'the seat is booked');
    await row('Jonas')
      .getByRole('link', { name: /Take money/ })
      .click();
    await page.locator('[data-tender^="card"] [name^="amount."]').fill('220');
    await button('Take it').click();
    await page.waitForURL(/\/groups\/[0-9a-f-]{36}#seat-/);
    expect(await row('Jonas').innerText()).toMatch(/Booked[^]*Paid/);
  });

  it('is called off, and says so', async () => {
    await page.goto('/groups/new');
    await page.locator('[name="on"]').fill(inDays(20));
    await page.locator('[name="at"]').fill('09:00');
    await button('Open the session').click();
    await link('Call it off').click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await button('Call it off').click();
    await page.locator('h1 .tag', { hasText: 'Called off' }).waitFor();
  });
});
