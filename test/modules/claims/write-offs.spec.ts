import type { ClaimView } from '../../../src/modules/claims/claim.view';
import { remittanceText } from '../../domain/claims/support/remittances';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { codeOf } from '../charges/support/visits';
import { type ClaimsDesk, claimOf, decide, openClaimsDesk, postClaim, remit, sendClaim } from './support/claims-desk';

describe('Giving up a denied claim', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  let claim: ClaimView;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  beforeEach(async () => {
    desk = await openClaimsDesk(app);
    claim = await postClaim(desk);
    await sendClaim(desk, claim);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  /** The payer denies so many cents and pays the rest. */
  const deny = (cents: number, trace = 'T1') =>
    remit(
      desk,
      remittanceText({
        trace,
        claims: [{ control: claim.controlNumber, cents: 120000, paid: 120000 - cents, cas: [['CO', '197', cents]] }],
      }),
    );
  const ask = (by = desk) => by.post<ClaimView>(`/v1/claims/${claim.id}/write-off`, { note: 'Not worth it.' });
  const writtenOff = async () =>
    (await journalOf(app, desk.clinicId)).filter((lines) => lines.some((line) => line.startsWith('Dr 4950')));

  it('is done at once up to the clinic’s limit of 100.00', async () => {
    await deny(10000);
    expect(await ask()).toMatchObject({ status: 200, body: { status: 'written_off', pendingWriteOff: null } });
    expect(await writtenOff()).toHaveLength(1);
  });

  it('asks a second person from 100.01 on, and books nothing until they agree', async () => {
    await deny(10001);
    const asked = await ask();
    expect(asked).toMatchObject({
      status: 200,
      body: { status: 'partly_paid', openCents: 10001, pendingWriteOff: { amountCents: 10001 } },
    });
    expect(await writtenOff()).toEqual([]);
    expect(codeOf(await ask())).toEqual([409, 'claim_state_conflict']);
    expect(await decide(desk, asked.body.pendingWriteOff?.approvalId ?? '')).toEqual([200, undefined]);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'written_off', openCents: 0, pendingWriteOff: null });
    expect(await writtenOff()).toEqual([['Dr 4950 10001', 'Cr 1200 7084', 'Cr 1200 2917']]);
  });

  it('that was not agreed to may be asked for again', async () => {
    await deny(20000);
    const first = await ask();
    await decide(desk, first.body.pendingWriteOff?.approvalId ?? '', 'reject');
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'partly_paid', pendingWriteOff: null });
    const second = await ask();
    expect(second.body.pendingWriteOff?.approvalId).not.toBe(first.body.pendingWriteOff?.approvalId);
    expect(await decide(desk, second.body.pendingWriteOff?.approvalId ?? '')).toEqual([200, undefined]);
    expect(await writtenOff()).toHaveLength(1);
  });

  it('is not agreed to by whoever asked for it', async () => {
    await deny(20000);
    const admin = await desk.frontDesk.as('admin');
    const asked = await admin.post<ClaimView>(`/v1/claims/${claim.id}/write-off`, { note: 'Not worth it.' });
    const { approvalId } = asked.body.pendingWriteOff ?? { approvalId: '' };
    expect(codeOf(await admin.post(`/v1/approvals/${approvalId}/approve`, {}))).toEqual([
      403,
      'approval_needs_other_person',
    ]);
    expect(await writtenOff()).toEqual([]);
  });

  it('cannot be agreed to once the payer has paid after all', async () => {
    await deny(20000);
    const asked = await ask();
    await remit(
      desk,
      remittanceText({
        trace: 'T2',
        claims: [
          { control: claim.controlNumber, status: '22', cents: -120000, paid: -100000, cas: [['CO', '197', -20000]] },
          { control: claim.controlNumber, cents: 120000, paid: 110000, cas: [['CO', '45', 10000]] },
        ],
      }),
    );
    const { approvalId } = asked.body.pendingWriteOff ?? { approvalId: '' };
    expect(await decide(desk, approvalId)).toEqual([409, 'claim_state_conflict']);
    expect(await decide(desk, approvalId, 'reject')).toEqual([200, undefined]);
    expect(await writtenOff()).toEqual([]);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'paid', openCents: 0 });
  });
});
