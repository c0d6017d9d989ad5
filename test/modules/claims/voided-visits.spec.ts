import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { remittanceText } from '../../domain/claims/support/remittances';
import type { ClaimView } from '../../../src/modules/claims/claim.view';
import { codeOf } from '../charges/support/visits';
import {
  type ClaimsDesk,
  claimOf,
  insuredPatient,
  openClaimsDesk,
  postClaim,
  remit,
  sendClaim,
} from './support/claims-desk';

describe('The claim of a visit that is voided', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  let claim: ClaimView;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  beforeEach(async () => {
    desk = await openClaimsDesk(app);
    claim = await postClaim(desk, {
      patientId: await insuredPatient(desk, {}, { codes: ['G2082'], units: 12 }),
      services: ['bundle-56'],
    });
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const voidVisit = () => desk.post(`/v1/visits/${claim.visitId}/void`, { reason: 'Wrong patient' });
  const account = async () => (await desk.get(`/v1/patients/${claim.patientId}/account`)).body;

  it('is withdrawn while no payer knows of it, and is not sent any more', async () => {
    expect(await voidVisit()).toMatchObject({ status: 200, body: { status: 'void' } });
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'replaced', openCents: 0 });
    expect(await account()).toMatchObject({ insurancePendingCents: 0, patientOwesCents: 0 });
    const sent = await desk.post('/v1/claim-batches', { claimIds: [claim.id] });
    expect(sent.status).toBeGreaterThanOrEqual(400);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'replaced' });
  });

  it('keeps the visit from being voided once it was sent', async () => {
    await sendClaim(desk, claim);
    const refused = await voidVisit();
    expect(codeOf(refused)).toEqual([409, 'visit_has_claim']);
    expect(refused.body).toMatchObject({ claimIds: [claim.id] });
    expect(await account()).toMatchObject({ insurancePendingCents: 120000 });
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'submitted' });
  });

  it('keeps visit and bill from being voided once the payer has left a share to the patient', async () => {
    await sendClaim(desk, claim);
    await remit(
      desk,
      remittanceText({
        trace: 'T1',
        claims: [{ control: claim.controlNumber, cents: 120000, paid: 100000, status: '1', cas: [['PR', '2', 20000]] }],
      }),
    );
    const { openInvoices } = (await account()) as { openInvoices: { id: string }[] };
    const bill = await desk.post(`/v1/invoices/${openInvoices[0]?.id}/void`, { reason: 'Not theirs' });
    expect([codeOf(bill), codeOf(await voidVisit())]).toEqual([
      [409, 'visit_has_claim'],
      [409, 'visit_has_claim'],
    ]);
    expect(await account()).toMatchObject({ patientOwesCents: 20000 });
  });

  it('is sent or withdrawn, never both, when two people are at it at once', async () => {
    const [sent, voided] = await Promise.all([desk.post('/v1/claim-batches', { claimIds: [claim.id] }), voidVisit()]);
    expect([sent.status, voided.status].filter((status) => status < 300)).toHaveLength(1);
    const { status } = await claimOf(desk, claim.id);
    expect(status).toBe(voided.status === 200 ? 'replaced' : 'submitted');
  });
});
