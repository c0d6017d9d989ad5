import type { Page } from 'playwright-core';
import { parseBusinessDate } from '../../src/kernel/business-date';
import { Money } from '../../src/kernel/money';
import { QueueNotice } from '../../src/modules/notices/queue-notice';
import { PatientsReader } from '../../src/modules/patients/patients.reader';
import { accessibilityProblems } from '../support/browser';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('a message that could not be sent', () => {
  let clinic: ClinicApp;
  let page: Page;

  beforeAll(async () => {
    clinic = await openClinicApp();
    page = await clinic.signIn('front_desk');
    await clinic.as(clinic.cascade.id, async () => {
      const { data } = await clinic.get(PatientsReader).search({ query: 'Okafor' });
      await clinic.get(QueueNotice).execute({
        kind: 'payment_reminder',
        about: { type: 'patient', id: data[0]!.id },
        occasionOn: parseBusinessDate('2026-11-18'),
        patient: { id: data[0]!.id, email: null },
        amount: Money.cents(22_000),
        link: 'pay_page',
      });
    });
  }, 120_000);
  afterAll(() => clinic.close());

  it('is on the list with why, and is sent again to the address the patient says', async () => {
    await page.goto('/messages?status=failed');
    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(await page.locator('tbody .tag-bad').innerText()).toBe('Not sent');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('tbody .row-link').click();
    expect(await page.locator('#text').innerText()).toContain('$220.00');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('[name="address"]').fill('nowhere');
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('[name="address"]').inputValue()).toBe('nowhere');
    await page.locator('[name="address"]').fill('ngozi@example.com');
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.locator('h1 .tag-calm').waitFor();
    expect(await page.locator('#facts').innerText()).toContain('ngozi@example.com');
    expect(await page.getByRole('button', { name: 'Send it again' }).count()).toBe(0);
  });
});
