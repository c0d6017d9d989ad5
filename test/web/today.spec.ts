import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { cardDesk } from '../support/cards';
import { postVisit, registerPatient } from '../support/demo';
import { ok } from '../support/desk';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('today at the front desk', () => {
  let clinic: ClinicApp;
  let page: Page;
  let today: string;

  beforeAll(async () => {
    clinic = await openClinicApp();
    const { timeZone } = ok(await clinic.cascade.desk.get<{ timeZone: string }>('/v1/clinic'));
    today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
    page = await clinic.signIn('front_desk');
  }, 120_000);
  afterAll(() => clinic.close());

  const waiting = () => page.locator('#waiting li').allInnerTexts();
  const row = (name: string) => page.locator('#visits tbody tr', { hasText: name });

  it('has nothing waiting where nothing does', async () => {
    await page.goto('/');
    expect(await page.locator('#waiting').count()).toBe(0);
  });

  it('shows what waits for somebody, and leads to where it is done', async () => {
    const { desk } = clinic.cascade;
    const { id: patientId } = await registerPatient(desk, { firstName: 'Ruth', lastName: 'Ekdahl' });
    const { invoiceId } = await postVisit(desk, ['intake'], { patientId, dateOfService: today });
    const terms = { installments: 2, frequency: 'monthly', firstDueOn: inDays(20) };
    const plan = ok(
      await desk.post<{ number: string }>('/v1/payment-plans', { patientId, invoiceIds: [invoiceId], ...terms }),
    );
    const { providers } = ok(await desk.get<{ providers: { id: string }[] }>('/v1/clinic'));
    const providerId = providers[0]!.id;
    const session = { serviceCode: 'group-im', startsAt: `${inDays(3)}T18:00:00Z`, providerId };
    const { id } = ok(await desk.post<{ id: string }>('/v1/group-sessions', session));
    ok(await desk.post(`/v1/group-sessions/${id}/seats`, { patientId }));
    const asked = new Date(Date.now() - 60_000).toISOString();
    ok(await desk.post('/v1/estimates', { patientId, providerId, requestedAt: asked }));
    await page.goto('/');
    const rows = (await waiting()).join('\n');
    expect(rows).toMatch(/Estimates to give[^]*1/);
    expect(rows).toMatch(new RegExp(`Plan ${plan.number} to be signed[^]*Ekdahl`));
    expect(rows).toMatch(/1 seat unpaid/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: '1 seat unpaid' }).click();
    await page.waitForURL(new RegExp(`/groups/${id}$`));
  });

  it('says of each patient of the day whether a card is on file, and whether they pay by a plan', async () => {
    const { desk } = clinic.cascade;
    const { id: patientId } = await registerPatient(desk, { firstName: 'Olaf', lastName: 'Brandvold' });
    await postVisit(desk, ['intake'], { patientId, dateOfService: today });
    await cardDesk(clinic, desk).save(patientId);
    await page.goto('/');
    expect(await row('Ekdahl').innerText()).toMatch(/On plan[^]*No card on file/);
    expect(await row('Brandvold').innerText()).toContain('Card on file');
    expect(await row('Brandvold').innerText()).not.toContain('On plan');
  });

  it('has the dose and the discharge written down on the visit, and nothing signed in between', async () => {
    const { desk } = clinic.cascade;
    const { id: patientId } = await registerPatient(desk, { firstName: 'Pia', lastName: 'Thorsen' });
    const { id, invoiceId } = await postVisit(desk, ['experiential-im'], { patientId, dateOfService: today });
    const terms = { patientId, invoiceIds: [invoiceId], installments: 2, frequency: 'monthly', firstDueOn: inDays(20) };
    const sign = () => desk.post('/v1/payment-plans', { ...terms, agreement: { signedName: 'Pia Thorsen' } });
    await page.goto(`/visits/${id}`);
    await page.getByRole('link', { name: 'Write down the times' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="dischargedTime"]').fill('00:02');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.error-summary').waitFor();
    await page.locator('[name="dischargedTime"]').fill('');
    await page.locator('[name="doseTime"]').fill('00:01');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/visits\/[0-9a-f-]{36}#times$/);
    expect(await page.locator('#times dd').allInnerTexts()).toEqual([
      expect.stringMatching(/^12:01\sAM$/),
      'Not yet: nothing is signed',
    ]);
    expect((await sign()).body).toMatchObject({ code: 'signing_before_discharge' });
    await page.getByRole('link', { name: 'Write down the times' }).click();
    await page.locator('[name="dischargedTime"]').fill('00:02');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/visits\/[0-9a-f-]{36}#times$/);
    expect(await page.locator('#times dd').allInnerTexts()).toEqual([
      expect.stringMatching(/^12:01\sAM$/),
      expect.stringMatching(/^12:02\sAM$/),
    ]);
    expect((await sign()).status).toBe(201);
  });
});
