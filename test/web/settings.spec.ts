import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/browser';
import { ok } from '../support/desk';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

interface Clinic {
  readonly version: number;
  readonly policies: Record<string, unknown> & { groupSeats: Record<string, unknown> };
}

describe('the clinic’s rules', () => {
  let clinic: ClinicApp;
  let page: Page;
  const read = async () => ok(await clinic.cascade.desk.get<Clinic>('/v1/clinic'));
  const save = () => page.getByRole('button', { name: 'Save' }).click();
  const problems = () => page.locator('.error-summary a').allInnerTexts();

  beforeAll(async () => {
    clinic = await openClinicApp();
    page = await clinic.signIn('admin');
  }, 120_000);
  afterAll(() => clinic.close());

  it('are the administrator’s alone', async () => {
    const desk = await clinic.signIn('front_desk');
    expect((await desk.goto('/settings/policies'))?.status()).toBe(403);
    expect(await desk.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).count()).toBe(
      0,
    );
  });

  it('are shown as they are, and saved as they were without a change', async () => {
    const before = await read();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await save();
    await page.locator('[role="status"]', { hasText: 'Saved' }).waitFor();
    const after = await read();
    expect(after.policies).toEqual(before.policies);
    expect(after.version).toBe(before.version + 1);
  });

  it('keep what was typed beside what is wrong with it, and change nothing', async () => {
    const before = await read();
    await page.goto('/settings/policies');
    await page.locator('[name="planMaxInstallments"]').fill('60');
    await page.locator('[name="planMinInstallmentCents"]').fill('a few');
    await page.locator('[name="reminderDays"]').fill('25, 3');
    await save();
    expect((await problems()).length).toBe(2);
    await page.locator('[name="planMaxInstallments"]').fill('12');
    await page.locator('[name="planMinInstallmentCents"]').fill('50');
    await save();
    expect((await problems()).length).toBe(1);
    expect(await page.locator('[name="reminderDays"]').inputValue()).toBe('25, 3');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await read()).toEqual(before);
    await page.locator('[name="reminderDays"]').fill('3, 25');
    await page.locator('[name="prepayment"]').selectOption('required');
    await page.locator('[name="missedSeatServiceCode"]').selectOption('no-show-fee');
    await save();
    await page.locator('[role="status"]', { hasText: 'Saved' }).waitFor();
    expect((await read()).policies).toMatchObject({
      planMaxInstallments: 12,
      planMinInstallmentCents: 5_000,
      reminderDays: [3, 25],
      groupSeats: { prepayment: 'required', missedSeatServiceCode: 'no-show-fee' },
    });
    const [event] = await clinic.database.query<{ facts: object }>(
      `SELECT facts FROM audit_events WHERE action = 'clinic.update_policies' ORDER BY id DESC LIMIT 1`,
    );
    expect(event?.facts).toEqual({
      version: before.version + 1,
      groupSeats: true,
      planMaxInstallments: true,
      planMinInstallmentCents: true,
      reminderDays: true,
    });
  });

  it('are not overwritten by who read them before somebody else changed them', async () => {
    await page.goto('/settings/policies');
    const { version } = await read();
    await clinic.database.query('UPDATE clinics SET version = version + 1 WHERE id = $1', [clinic.cascade.id]);
    await page.locator('[name="planGraceDays"]').fill('9');
    await save();
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('[name="planGraceDays"]').inputValue()).toBe('9');
    expect(await read()).toMatchObject({ version: version + 1, policies: { planGraceDays: 5 } });
  });
});
