import type { Page } from 'playwright-core';
import { type ClaimText, remittanceText } from '../domain/claims/support/remittances';
import { accessibilityProblems } from '../support/browser';
import { registerPatient } from '../support/demo';
import type { ClinicApp } from './open-clinic-app';

/** The clinic that bills Spravato to insurance, as payers know it. */
const PAYEE_NPI = '2000000002';

const FIRST_PLAN = { payerName: 'Example Payer', payerId: '12345', memberId: 'W123456789', priority: 'Primary' };

/** A claim as its page tells it. */
export interface ClaimSeen {
  readonly path: string;
  readonly control: string;
}

/** A biller in front of the pages, with one patient to work for. */
export class BillerAtWork {
  private constructor(
    readonly page: Page,
    readonly patientPath: string,
  ) {}

  static async open(clinic: ClinicApp): Promise<BillerAtWork> {
    const page = await clinic.signIn('biller', { at: 'potomac' });
    const { id } = await registerPatient(clinic.potomac.desk, { sex: 'female', dateOfBirth: '1985-01-01' });
    return new BillerAtWork(page, `/patients/${id}`);
  }

  click(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  follow(name: string): Promise<void> {
    return this.page.getByRole('link', { name, exact: true }).click();
  }

  fill(field: string, value: string): Promise<void> {
    return this.page.locator(`[name="${field}"]`).fill(value);
  }

  async choose(field: string, label: string): Promise<void> {
    await this.page.locator(`[name="${field}"]`).selectOption({ label });
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** The state beside the heading. */
  state(): Promise<string> {
    return this.page.locator('h1 .tag').innerText();
  }

  figures(): Promise<string[]> {
    return this.page.locator('.figure-value').allInnerTexts();
  }

  /** What a claim waits for, each with a link to where it is mended. */
  missing(): Promise<string[]> {
    return this.page.locator('#gates li:has(.tag-bad) a').allInnerTexts();
  }

  problems(): Promise<string[]> {
    return this.page.locator('.error-summary a').allInnerTexts();
  }

  async expectUsable(): Promise<void> {
    expect(await accessibilityProblems(this.page)).toEqual([]);
  }

  async addPlan(plan: { payerName: string; payerId: string; memberId: string; priority: string } = FIRST_PLAN) {
    await this.page.goto(`${this.patientPath}/coverage/new`);
    await this.fill('payerName', plan.payerName);
    await this.fill('payerId', plan.payerId);
    await this.fill('memberId', plan.memberId);
    await this.choose('priority', plan.priority);
    await this.choose('planType', 'Commercial');
    await this.choose('networkStatus', 'In network');
    await this.fill('effectiveFrom', '2026-01-01');
    await this.choose('benefit', 'Medical benefit');
    await this.click('Add the plan');
    await this.page.waitForURL(/\/coverage#coverage-/);
  }

  async addAuthorization(): Promise<void> {
    await this.page.goto(`${this.patientPath}/authorizations/new`);
    await this.fill('number', 'PA998877');
    await this.fill('codes', 'g2082');
    await this.fill('units', '3');
    await this.fill('from', '2026-01-01');
    await this.fill('to', '2199-12-31');
    await this.click('Add the authorization');
    await this.page.waitForURL(/#authorizations$/);
  }

  /** Charges a Spravato visit of today and goes on to its claim. */
  async charge(): Promise<ClaimSeen> {
    const { page, patientPath } = this;
    await page.goto(`${patientPath}/visits/new`);
    await page.locator('[name="service.spravato-56"]').check();
    await this.fill('diagnoses', 'F33.2');
    await this.click('Review');
    await page.getByRole('button', { name: /^Charge/ }).click();
    await page.waitForURL(new RegExp(`${patientPath}$`));
    await page.locator('#timeline a[href^="/visits/"]').first().click();
    await this.follow('Claim');
    await page.waitForURL(/\/claims\/[0-9a-f-]{36}$/);
    return { path: this.path, control: (await page.locator('h1').innerText()).split(' ')[1] ?? '' };
  }

  /** From the claim that waits for it: writes down what was observed, and comes back to the claim. */
  async observe(): Promise<void> {
    await this.page.locator('#gates').getByRole('link', { name: 'Times of the observation' }).click();
    await this.fill('startedTime', '09:00');
    await this.fill('endedTime', '11:05');
    await this.choose('ndc', '56 mg kit, 50458-028-02');
    await this.fill('remsEnrolledOn', '2026-01-05');
    await this.choose('isEstablished', 'Yes');
    await this.click('Save the observation');
    await this.page.waitForURL(/\/claims\/[0-9a-f-]{36}#gates$/);
  }

  /** A Spravato visit of today, charged, observed, checked and sent; gives its claim. */
  async send(): Promise<ClaimSeen> {
    const claim = await this.charge();
    await this.observe();
    await this.click('Check it');
    await this.click('Send it alone');
    await this.page.waitForURL(/\/claims\/batches\//);
    return claim;
  }

  async upload(at: string, text: string): Promise<void> {
    await this.page.goto(at);
    await this.page
      .locator('[name="file"]')
      .setInputFiles({ name: 'from-the-payer.x12', mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
    await this.click('Take it in');
  }

  /** Takes in a remittance of one claim of $1,200.00. */
  async remit(trace: string, claim: Omit<ClaimText, 'cents'>): Promise<void> {
    const claims = [{ cents: 120000, ...claim }];
    await this.upload('/remittances', remittanceText({ trace, payeeNpi: PAYEE_NPI, claims }));
    await this.page.waitForURL(/\/remittances\/[0-9a-f-]{36}(\?again=yes)?$/);
  }
}
