import { acknowledgement277, acknowledgement999 } from '../domain/claims/support/acknowledgements';
import type { ClaimText } from '../domain/claims/support/remittances';
import { expectInvariants } from '../support/invariants';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { BillerAtWork, type ClaimSeen } from './biller-at-work';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('a biller’s way from a Spravato visit to the bank', () => {
  let clinic: ClinicApp;
  let biller: BillerAtWork;
  let claim: ClaimSeen;

  beforeAll(async () => {
    clinic = await openClinicApp();
    biller = await BillerAtWork.open(clinic);
  }, 120_000);
  afterAll(async () => {
    await expectInvariants(clinic.database);
    await expectLedgerTies(clinic, clinic.potomac.id);
    await clinic.close();
  });

  it('begins with the plan on the card and what it authorized', async () => {
    const { page } = biller;
    await page.goto(biller.patientPath);
    await biller.follow('Plans and authorizations');
    await biller.expectUsable();
    await biller.follow('Add a plan');
    await biller.fill('coinsurance', '120');
    await biller.click('Add the plan');
    expect(await biller.problems()).toHaveLength(7);
    await biller.addPlan();
    expect(await page.locator('main dd').allInnerTexts()).toContain('Medical benefit');
    await biller.follow('Add an authorization');
    await biller.fill('to', '2025-12-31');
    await biller.click('Add the authorization');
    expect(await biller.problems()).toHaveLength(4);
    await biller.addAuthorization();
    expect(await page.locator('#authorizations td.amount').innerText()).toMatch(/^3 visits\s+of 3$/);
    await biller.expectUsable();
  });

  it('goes to insurance, says by which rule, and waits for what is missing', async () => {
    const { page } = biller;
    claim = await biller.charge();
    expect(await biller.state()).toBe('Not ready');
    expect(await biller.missing()).toEqual([
      'REMS enrollment of the patient',
      'Times of the observation',
      'Two hours of observation',
      'Established patient',
    ]);
    await biller.expectUsable();
    await biller.follow('Why it went to insurance');
    expect(await page.locator('.why .source').allInnerTexts()).toEqual(['rule 6']);
    await biller.expectUsable();
    await page.goBack();
    await biller.observe();
    expect(await biller.missing()).toEqual([]);
    await biller.click('Check it');
    expect(await page.locator('#findings .tag-bad').count()).toBe(0);
    expect(await biller.state()).toBe('Ready to send');
    await page.goto(`${biller.patientPath}/coverage`);
    expect(await page.locator('#authorizations td.amount').innerText()).toMatch(/^2 visits/);
    expect(await page.locator('#authorizations .tag-warn').count()).toBe(1);
  });

  it('leaves in a file, which can be had as it was sent', async () => {
    const { page } = biller;
    await page.goto('/claims/batches');
    await biller.expectUsable();
    await page.locator('#ready').getByRole('button').click();
    await page.waitForURL(/\/claims\/batches\/[0-9a-f-]{36}$/);
    await biller.expectUsable();
    const batchPath = biller.path;
    const number = Number((await page.locator('h1').innerText()).split(' ')[1]);
    const href = (await page.getByRole('link', { name: 'Download (.837)' }).getAttribute('href')) ?? '';
    const file = await page.request.get(href);
    expect([file.status(), await file.text()]).toEqual([200, expect.stringContaining(`CLM*${claim.control}*1200*`)]);
    const transaction = String(number).padStart(4, '0');
    await biller.upload('/claims/acknowledgements', acknowledgement999({ group: number, transaction, code: 'A' }));
    expect(await page.locator('#taken .tag').allInnerTexts()).toEqual(['Accepted']);
    await biller.expectUsable();
    await page.goto(batchPath);
    expect(await biller.state()).toBe('Accepted');
    await page.goto(claim.path);
    expect(await biller.state()).toBe('File accepted');
  });

  it('is taken in by the payer, told once however often', async () => {
    const { page } = biller;
    const { control } = claim;
    const text = acknowledgement277([{ control, category: 'A2', code: '20', icn: 'ICN777' }]);
    await biller.upload('/claims/acknowledgements', text);
    await page.locator('#taken').getByRole('link', { name: control }).click();
    expect(await biller.state()).toBe('With the payer');
    await biller.upload('/claims/acknowledgements', text);
    expect(await page.locator('#taken h2').innerText()).toMatch(/before/);
    await biller.upload('/claims/acknowledgements', 'ISA is where it ends');
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('#taken').count()).toBe(0);
    await page.goto('/claims/acknowledgements');
    await biller.click('Take it in');
    await page.locator('.error-summary a[href="#field-file"]').waitFor();
  });

  it('is set aside whole when the remittance does not add up, and put away', async () => {
    const { page } = biller;
    await biller.remit('EFT-0', { control: claim.control, paid: 72000, cas: [['CO', '45', 30000]] });
    expect(await biller.state()).toBe('Set aside');
    expect(await page.locator('.notice-bad').innerText()).toContain('segment');
    await biller.expectUsable();
    await page.goto('/tasks?kind=remittance_suspended');
    await page.locator('#tasks .row-link').click();
    await biller.follow('Look at it');
    await biller.follow('Take it back');
    await biller.click('Take it back');
    await page.locator('.error-summary a[href="#field-reason"]').waitFor();
    await biller.fill('reason', 'The payer sends it anew.');
    await biller.click('Take it back');
    await page.waitForURL(/\/remittances\/[0-9a-f-]{36}$/);
    expect(await biller.state()).toBe('Taken back');
    await page.goto(claim.path);
    expect(await biller.state()).toBe('With the payer');
  });

  it('is paid, and the patient’s share stands on an invoice', async () => {
    const { page } = biller;
    const { control } = claim;
    const line: NonNullable<ClaimText['lines']>[number] = {
      code: 'G2082',
      control: 'L0001',
      cents: 120000,
      paid: 72000,
      cas: [
        ['CO', '45', 30000],
        ['PR', '2', 18000],
      ],
    };
    await biller.remit('EFT-1', { control, paid: 72000, lines: [line] });
    expect([await biller.state(), await page.locator('#balance .tag').innerText()]).toEqual(['Posted', 'It adds up']);
    await biller.expectUsable();
    const booked = (await journalOf(clinic, clinic.potomac.id)).length;
    await biller.remit('EFT-1', { control, paid: 72000, lines: [line] });
    expect(page.url()).toMatch(/again=yes$/);
    expect(await journalOf(clinic, clinic.potomac.id)).toHaveLength(booked);
    await page.locator('#claims').getByRole('link', { name: control, exact: true }).click();
    expect(await biller.state()).toBe('Paid');
    expect(await biller.figures()).toEqual(['$1,200.00', '$720.00', '$300.00', '$180.00', '$0.00']);
    await biller.expectUsable();
    await page.goto(biller.patientPath);
    await page.locator('#open .number').click();
    expect(await biller.figures()).toEqual(['$180.00', '$0.00', '$180.00']);
    expect((await journalOf(clinic, clinic.potomac.id)).at(-1)).toEqual([
      'Dr 1040 72000',
      'Dr 4900 30000',
      'Dr 1100 18000',
      'Cr 1200 120000',
    ]);
  });

  it('is found at the bank by its trace number', async () => {
    const { page } = biller;
    await page.goto('/remittances');
    expect(await page.locator('tbody .tag-warn').allInnerTexts()).toEqual(['Awaited']);
    await biller.expectUsable();
    await biller.follow('EFT-1');
    await biller.click('It arrived');
    expect(await biller.problems()).toHaveLength(2);
    await biller.fill('receivedOn', '2026-11-30');
    await biller.fill('bankReference', 'BANK-77');
    await biller.click('It arrived');
    await page.waitForURL(/#bank$/);
    expect(await page.locator('#bank dd').allInnerTexts()).toEqual(['Nov 30, 2026']);
    expect((await journalOf(clinic, clinic.potomac.id)).at(-1)).toEqual(['Dr 1000 72000', 'Cr 1040 72000']);
    expect(await page.getByRole('link', { name: 'Take it back' }).count()).toBe(0);
  });
});
