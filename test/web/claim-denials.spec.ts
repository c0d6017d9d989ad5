import { expectInvariants } from '../support/invariants';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { BillerAtWork, type ClaimSeen } from './biller-at-work';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const LISTS = [
  '/claims',
  '/claims/denials',
  '/claims/batches',
  '/claims/acknowledgements',
  '/claims/settings',
  '/remittances',
];

describe('a claim a payer will not pay, at the biller’s desk', () => {
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

  it('that is not covered is billed to the patient as their agreement says, and nothing more', async () => {
    const { page } = biller;
    claim = await biller.charge();
    await biller.observe();
    await page.goto('/claims');
    await biller.click('Check what is not ready');
    await page.locator('tbody .row-link').click();
    await biller.click('Send it alone');
    await page.waitForURL(/\/claims\/batches\//);
    await biller.remit('EFT-2', { control: claim.control, status: '4', paid: 0, cas: [['PR', '204', 120000]] });
    await page.goto('/claims/denials');
    await biller.expectUsable();
    expect(await page.locator('tbody .tag').allInnerTexts()).toEqual(['Denied']);
    await page.getByRole('link', { name: /^Bill the patient/ }).click();
    await biller.expectUsable();
    await biller.click('Bill the patient');
    expect(await biller.problems()).toHaveLength(4);
    await page.locator('[name="service.spravato-56"]').check();
    await biller.fill('amount', '1,200.01');
    await biller.fill('signedOn', '2026-01-02');
    await biller.fill('signedTime', '09:40');
    await biller.click('Bill the patient');
    await page.locator('.error-summary p').waitFor();
    await biller.fill('amount', '1,050.00');
    await biller.click('Bill the patient');
    await page.waitForURL(new RegExp(`${biller.patientPath}#open$`));
    expect(await page.locator('#open tbody td.amount').allInnerTexts()).toContain('$1,050.00');
    expect(await lastEntry()).toEqual(['Dr 1100 120000', 'Cr 1200 120000', 'Dr 4920 15000', 'Cr 1100 15000']);
    await page.goto(claim.path);
    expect(await biller.state()).toBe('Patient pays');
  });

  it('for want of an authorization is appealed and given up, at no cost to the patient', async () => {
    const { page } = biller;
    claim = await biller.charge();
    await biller.observe();
    await biller.click('Check it');
    await biller.click('Send it alone');
    await page.waitForURL(/\/claims\/batches\//);
    await biller.remit('EFT-3', { control: claim.control, status: '4', paid: 0, cas: [['CO', '197', 120000]] });
    await page.goto('/tasks?kind=claim_denied');
    await page.locator('#tasks .row-link').click();
    await biller.follow('Look at it');
    expect(await page.locator('.page-actions a').allInnerTexts()).toEqual([
      'Give it up',
      'Withdraw',
      'Correct',
      'Appeal',
    ]);
    await biller.follow('Appeal');
    await biller.expectUsable();
    await biller.click('The appeal was sent');
    await page.locator('.error-summary a[href="#field-note"]').waitFor();
    await biller.fill('note', 'It was on file.');
    await biller.click('The appeal was sent');
    await page.waitForURL(new RegExp(`${claim.path}$`));
    expect(await biller.state()).toBe('Appealed');
    await biller.follow('Give it up');
    await biller.fill('note', 'The appeal is lost.');
    await biller.click('Give up $1,200.00');
    await page.waitForURL(new RegExp(`${claim.path}$`));
    expect(await biller.state()).toBe('Appealed');
    await page.locator('.notice', { hasText: '$1,200.00' }).waitFor();
    expect(await page.getByRole('link', { name: 'Give it up' }).count()).toBe(0);
    const admin = await clinic.signIn('admin', { at: 'potomac' });
    await admin.goto('/tasks');
    await admin
      .locator('#approvals')
      .getByRole('button', { name: /^Approve/ })
      .click();
    await admin.waitForURL(/#approvals$/);
    await page.goto(claim.path);
    expect([await biller.state(), (await biller.figures()).at(-1)]).toEqual(['Given up', '$0.00']);
    expect(await lastEntry()).toEqual(['Dr 4950 120000', 'Cr 1200 120000']);
  });

  it('is corrected under a number of its own', async () => {
    const { page } = biller;
    await biller.follow('Correct');
    await biller.click('Make the corrected claim');
    await page.waitForURL((url) => url.pathname !== `${claim.path}/correct`);
    expect(biller.path).not.toBe(claim.path);
    expect([await page.locator('#about dd').first().innerText(), await biller.state()]).toEqual([
      'Corrected claim',
      'Not ready',
    ]);
    await page.goto(claim.path);
    expect(await biller.state()).toBe('Replaced');
  });

  it('is seen by the front desk, worked by a biller alone, and no business of who keeps the books', async () => {
    const desk = await clinic.signIn('front_desk', { at: 'potomac' });
    await desk.goto(claim.path);
    expect(await desk.locator('.page-actions :is(a, button)').count()).toBe(0);
    for (const at of LISTS) {
      expect([at, (await desk.goto(at))?.status()]).toEqual([at, 200]);
      expect(await desk.locator('main :is(button, input[type="file"])').count()).toBe(0);
    }
    expect((await desk.goto(`${claim.path}/appeal`))?.status()).toBe(403);
    const books = await clinic.signIn('accountant', { at: 'potomac' });
    expect(await books.getByRole('link', { name: 'Claims', exact: true }).count()).toBe(0);
    for (const at of LISTS) expect([at, (await books.goto(at))?.status()]).toEqual([at, 403]);
  });

  it('and that is not known here waits with its money, for those who may see claims', async () => {
    const { page } = biller;
    await biller.remit('EFT-4', { control: 'X99', paid: 120000 });
    expect([await biller.state(), await page.locator('#claims .tag').innerText()]).toEqual(['Posted', 'Set aside']);
    const books = await clinic.signIn('accountant', { at: 'potomac' });
    for (const who of [page, books]) {
      await who.goto('/tasks?kind=remittance_unmatched');
      await who.locator('#tasks .row-link').click();
      await who.locator('#done').waitFor();
    }
    expect(await page.getByRole('link', { name: 'Look at it' }).count()).toBe(1);
    expect(await books.getByRole('link', { name: 'Look at it' }).count()).toBe(0);
  });

  it('is sent as an administrator says', async () => {
    const page = await clinic.signIn('admin', { at: 'potomac' });
    await page.goto('/claims/settings');
    await page.locator('[name="remsSiteId"]').fill('REMS-2');
    await page.locator('[name="billingPostalCode"]').fill('22101');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.error-summary a[href="#field-billingPostalCode"]').waitFor();
    await page.locator('[name="billingPostalCode"]').fill('22101-0002');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.error-summary').waitFor({ state: 'detached' });
    await page.reload();
    expect(await page.locator('[name="remsSiteId"]').inputValue()).toBe('REMS-2');
  });

  it('takes a form with a file on pages of its own, with their token, and nowhere else', async () => {
    const { page } = biller;
    await page.goto('/remittances');
    const token = await page.locator('[name="_csrf"]').first().inputValue();
    const send = async (at: string, body: string, csrf = token): Promise<number> => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x', accept: 'text/html', 'x-csrf-token': csrf };
      return (await page.request.post(at, { data: body, headers })).status();
    };
    const whole = '--x\r\ncontent-disposition: form-data; name="reason"\r\n\r\nMine\r\n--x--\r\n';
    expect(await send('/remittances', whole)).toBe(422);
    expect(await send('/remittances', whole, 'another')).toBe(403);
    expect(await send('/remittances', whole.slice(0, 40))).toBe(400);
    expect(await send('/remittances', 'x'.repeat(9_000_000))).toBe(413);
    expect(await send('/v1/patients', whole)).toBe(415);
  });
});
