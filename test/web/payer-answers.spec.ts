import { BENEFITS, eligibilityText } from '../domain/eligibility/support/eligibility';
import { expectInvariants } from '../support/invariants';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { BillerAtWork, type ClaimSeen } from './biller-at-work';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

describe('what payers answer, on pages', () => {
  let clinic: ClinicApp;
  let biller: BillerAtWork;
  let claim: ClaimSeen;
  const lastEntry = async () => (await journalOf(clinic, clinic.potomac.id)).at(-1);

  beforeAll(async () => {
    clinic = await openClinicApp();
    biller = await BillerAtWork.open(clinic);
    await biller.addPlan();
    await biller.addAuthorization();
  }, 120_000);
  afterAll(async () => {
    await expectInvariants(clinic.database);
    await expectLedgerTies(clinic, clinic.potomac.id);
    await clinic.close();
  });

  it('about a plan is entered by hand or taken from its file, and says what to collect', async () => {
    const { page } = biller;
    await page.goto(`${biller.patientPath}/coverage`);
    await page.getByRole('link', { name: /^Write down what the payer says/ }).click();
    const path = biller.path;
    await biller.expectUsable();
    await biller.fill('checkedOn', '2199-01-01');
    await biller.fill('coinsurance', '101');
    await biller.click('Write it down');
    expect(await biller.problems()).toHaveLength(1);
    await biller.fill('coinsurance', '10');
    await biller.click('Write it down');
    await page.locator('.error-summary a[href="#field-checkedOn"]').waitFor();
    await biller.fill('checkedOn', '2026-01-02');
    await biller.fill('copay', '40');
    await biller.click('Write it down');
    await page.waitForURL(/#medical$/);
    expect(await page.locator('#medical dd').allInnerTexts()).toContain('$40.00 a visit');
    const text = eligibilityText({ segments: BENEFITS, answeredOn: '20260105' });
    await biller.upload(path, text);
    expect(await page.locator('#medical dd').allInnerTexts()).toEqual(
      expect.arrayContaining(['GOLD PPO', '$30.00 a visit', '20 %', '$150.00', '$400.00']),
    );
    expect(await page.locator('#history tbody tr').count()).toBe(3);
    await biller.upload(path, text);
    await page.waitForURL(/again=yes$/);
    expect(await page.locator('#history tbody tr').count()).toBe(3);
    await biller.upload(path, eligibilityText({ segments: BENEFITS, memberId: 'X1' }));
    await page.locator('.error-summary').waitFor();
    await biller.expectUsable();
    await page.goto(`${biller.patientPath}/coverage`);
    // $30.00 and $150.00 first, then 20 % of the $1,020.00 left, up to the year's limit of $400.00.
    const row = page.locator('#collect-spravato-56 td.amount');
    expect(await row.allInnerTexts()).toEqual(['$1,200.00', '$384.00']);
    await biller.expectUsable();
  });

  it('is told line by line while the visit is reviewed', async () => {
    const { page } = biller;
    await page.goto(`${biller.patientPath}/visits/new`);
    await page.locator('[name="service.spravato-56"]').check();
    await biller.fill('diagnoses', 'F33.2');
    await biller.click('Review');
    const collect = page.locator('.why div', { hasText: 'Collect today' });
    expect(await collect.innerText()).toMatch(/\$384\.00.*\$30\.00.*\$150\.00.*\$204\.00.*Jan 5, 2026/s);
    await biller.expectUsable();
  });

  it('about money that fits no claim is laid on the right one by hand, taken off, and laid on again', async () => {
    const { page } = biller;
    claim = await biller.send();
    await biller.remit('EFT-10', { control: 'TYPO1', paid: 72000, cas: [['CO', '45', 48000]] });
    const remittance = biller.path;
    expect(await lastEntry()).toEqual(['Dr 1040 72000', 'Cr 2010 72000']);
    await page.getByRole('link', { name: /^Find its claim/ }).click();
    await biller.expectUsable();
    await biller.click('Lay it on this claim');
    expect(await biller.problems()).toHaveLength(2);
    await biller.fill('controlNumber', 'C9999999');
    await biller.fill('reason', 'By the member number.');
    await biller.click('Lay it on this claim');
    await page.locator('.error-summary a[href="#field-controlNumber"]').waitFor();
    await biller.fill('controlNumber', '');
    await page.locator('[name="claimId"]').selectOption({ index: 1 });
    await biller.click('Lay it on this claim');
    await page.waitForURL(new RegExp(`${claim.path}$`));
    expect([await biller.state(), await biller.figures()]).toEqual([
      'Paid',
      ['$1,200.00', '$720.00', '$480.00', '$0.00', '$0.00'],
    ]);
    expect(await lastEntry()).toEqual(['Dr 2010 72000', 'Dr 4900 48000', 'Cr 1200 120000']);
    await page.goto(remittance);
    expect(await page.locator('.notice').count()).toBe(0);
    await page.getByRole('link', { name: /^Take it off/ }).click();
    await biller.expectUsable();
    await biller.click('Take it off');
    await page.locator('.error-summary a[href="#field-reason"]').waitFor();
    await biller.fill('reason', 'Another visit of the same day.');
    await biller.click('Take it off');
    await page.waitForURL(/#claims$/);
    expect(await lastEntry()).toEqual(['Dr 1200 120000', 'Cr 4900 48000', 'Cr 2010 72000']);
    await page.getByRole('link', { name: /^Find its claim/ }).click();
    await biller.fill('controlNumber', claim.control.toLowerCase());
    await biller.fill('reason', 'It was the right one.');
    await biller.click('Lay it on this claim');
    await page.waitForURL(new RegExp(`${claim.path}$`));
    expect(await biller.state()).toBe('Paid');
  });

  it('is passed on to the next plan on paper, and what that one will not take is left to the patient', async () => {
    const { page } = biller;
    const second = { payerName: 'Second Payer', payerId: '67890', memberId: 'S987654321', priority: 'Secondary' };
    await biller.addPlan(second);
    claim = await biller.send();
    const share = { control: claim.control, paid: 102000, cas: [['PR', '2', 18000]] as const };
    await biller.remit('EFT-11', share);
    await page.goto(claim.path);
    await biller.follow('The claim to the next plan');
    const following = biller.path;
    await biller.follow('The claim to the plan before');
    expect(biller.path).toBe(claim.path);
    await page.goto(following);
    await biller.click('Check it');
    await biller.follow('CMS-1500');
    await biller.expectUsable();
    expect(await page.locator('#boxes-1 tbody').innerText()).toContain(second.memberId);
    const pdf = await page.request.get(
      (await page.getByRole('link', { name: /blank paper/ }).getAttribute('href')) ?? '',
    );
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await biller.click('It was mailed');
    await page.waitForURL(new RegExp(`${following}$`));
    expect(await biller.state()).toBe('Sent');
    const control = (await page.locator('h1').innerText()).split(' ')[1] ?? '';
    await biller.remit('EFT-12', {
      control,
      status: '4',
      paid: 0,
      cas: [
        ['OA', '23', 102000],
        ['CO', '50', 18000],
      ],
    });
    await page.goto(following);
    await biller.follow('Leave it to the patient');
    await biller.expectUsable();
    await biller.fill('note', 'The second plan does not cover it.');
    await biller.click('Bill the patient');
    await page.waitForURL(new RegExp(`${biller.patientPath}#open$`));
    expect(await page.locator('#open tbody td.amount').allInnerTexts()).toContain('$180.00');
    expect(await lastEntry()).toEqual(['Dr 1100 18000', 'Cr 1200 18000']);
  });

  it('asks the next plan after a denial, and has a second person agree that it is given up', async () => {
    const { page } = biller;
    claim = await biller.send();
    await biller.remit('EFT-13', { control: claim.control, status: '4', paid: 0, cas: [['CO', '197', 120000]] });
    await page.goto(claim.path);
    await biller.follow('Ask the next plan');
    await biller.expectUsable();
    await biller.click('Make the claim to the next plan');
    await page.waitForURL((url) => /^\/claims\/[0-9a-f-]{36}$/.test(url.pathname) && url.pathname !== claim.path);
    await page.goto(claim.path);
    expect(await page.getByRole('link', { name: 'Ask the next plan' }).count()).toBe(0);
    await biller.follow('The claim to the next plan');
    const second = biller.path;
    await biller.click('Check it');
    await biller.click('Send it alone');
    await page.waitForURL(/\/claims\/batches\//);
    await page.goto(second);
    const control = (await page.locator('h1').innerText()).split(' ')[1] ?? '';
    await biller.remit('EFT-14', { control, status: '4', paid: 0, cas: [['CO', '50', 120000]] });
    await page.goto(second);
    await biller.follow('Give it up');
    await biller.fill('note', 'Both plans refuse.');
    await biller.click('Give up $1,200.00');
    await page.waitForURL(new RegExp(`${second}$`));
    expect(await page.getByRole('button', { name: 'Agree to give it up' }).count()).toBe(0);
    const admin = await clinic.signIn('admin', { at: 'potomac' });
    await admin.goto('/tasks');
    await admin.locator('#approvals a[href^="/claims/"]').click();
    await admin.getByRole('button', { name: 'Agree to give it up' }).click();
    await admin.waitForURL(/#approvals$/);
    expect(await lastEntry()).toEqual(['Dr 4950 120000', 'Cr 1200 120000']);
  });

  it('is explained: by which rule and from what facts each line went where it went, and what may change that', async () => {
    const { page } = biller;
    await page.goto('/claims');
    await biller.follow('Routing');
    await biller.expectUsable();
    await page.locator('[name="rule"]').selectOption('spravato_authorized');
    await biller.click('Show');
    expect(await page.locator('tbody tr').count()).toBe(3);
    expect(await page.locator('tbody').innerText()).toContain('Authorization PA998877: day yes, units yes, code yes');
    await page.locator('[name="destination"]').selectOption('self_pay');
    await biller.click('Show');
    expect(await page.locator('tbody tr').count()).toBe(0);
    await biller.follow('Policies');
    expect(await page.locator('main button').count()).toBe(0);
    const admin = await clinic.signIn('admin', { at: 'potomac' });
    await admin.goto('/claims/routing/policies');
    await admin.getByRole('button', { name: 'Write down the payer’s policy' }).click();
    expect(await admin.locator('.error-summary a').count()).toBe(4);
    for (const [name, value] of [
      ['payerName', 'Example Payer'],
      ['payerId', '12345'],
      ['payerFrom', '2026-01-01'],
      ['payerReason', 'Medical policy 087'],
    ] as const)
      await admin.locator(`[name="${name}"]`).fill(value);
    await admin.locator('[name="payerService"]').selectOption('spravato-56');
    await admin.locator('[name="authorization"]').selectOption('no');
    await admin.locator('[name="crosswalk"]').check();
    await admin.getByRole('button', { name: 'Write down the payer’s policy' }).click();
    await admin.waitForURL(/#payers$/);
    expect(await admin.locator('#payers tbody').innerText()).toMatch(/Covered\s+without an authorization/);
    const decide = async (): Promise<void> => {
      await admin.locator('[name="clinicService"]').selectOption('spravato-56');
      await admin.locator('[name="clinicFrom"]').fill('2026-01-01');
      await admin.locator('[name="clinicReason"]').fill('House rule');
      await admin.getByRole('button', { name: 'Decide', exact: true }).click();
    };
    await decide();
    await admin.waitForURL(/#clinic$/);
    await decide();
    await admin.locator('.error-summary').waitFor();
    const books = await clinic.signIn('accountant', { at: 'potomac' });
    expect((await books.goto('/claims/routing'))?.status()).toBe(403);
  });
});
