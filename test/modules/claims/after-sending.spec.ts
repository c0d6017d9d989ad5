import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClinicsReader } from '../../../src/modules/clinics/clinics.reader';
import type { ClaimView } from '../../../src/modules/claims/claim.view';
import { PickUpFilesJob } from '../../../src/modules/claims/jobs/pick-up-files.job';
import { SendClaimBatchJob } from '../../../src/modules/claims/jobs/send-claim-batch.job';
import { acknowledgement277, acknowledgement999 } from '../../domain/claims/support/acknowledgements';
import { remittanceText, S3_CLAIM } from '../../domain/claims/support/remittances';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { codeOf } from '../charges/support/visits';
import { type ClaimsDesk, claimOf, openClaimsDesk, postClaim, remit, sendClaim } from './support/claims-desk';

describe('A claim that was sent', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  let claim: ClaimView;
  let batch: { id: string; controlNumber: number };
  let dataDir: string;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'claims-'));
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z'), settings: { dataDir } });
  });

  beforeEach(async () => {
    desk = await openClaimsDesk(app);
    claim = await postClaim(desk);
    batch = await sendClaim(desk, claim);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(async () => {
    await app.close();
    rmSync(dataDir, { recursive: true });
  });

  const s3 = (trace = 'EFT0001234') =>
    remittanceText({ trace, claims: [{ ...S3_CLAIM, control: claim.controlNumber }] });
  const acknowledge = (text: string) => desk.file('/v1/acknowledgements', text);
  const about999 = (code: string, errors?: string[]) =>
    acknowledgement999({
      group: batch.controlNumber,
      transaction: String(batch.controlNumber).padStart(4, '0'),
      code,
      errors,
    });
  const about277 = (category: string, icn?: string) =>
    acknowledgement277([{ control: claim.controlNumber, category, code: '20', icn }]);
  const status = async () => (await claimOf(desk, claim.id)).status;
  const tasks = async (kind: string) =>
    (await desk.get<{ data: object[] }>(`/v1/tasks?kind=${kind}&status=open`)).body.data;

  it('is acknowledged by the clearinghouse and accepted by the payer, each once', async () => {
    const answer = await acknowledge(about999('A'));
    expect(answer).toMatchObject({
      status: 201,
      body: { isRepeat: false, acknowledgements: [{ kind: '999', batchId: batch.id, code: 'A', outcome: 'accepted' }] },
    });
    expect(await status()).toBe('acknowledged');
    expect((await desk.get(`/v1/claim-batches/${batch.id}`)).body).toMatchObject({ status: 'accepted' });
    expect((await acknowledge(about277('A2', 'ICN900'))).body).toMatchObject({
      acknowledgements: [
        { kind: '277CA', claimId: claim.id, reference: claim.controlNumber, code: 'A2', outcome: 'accepted' },
      ],
    });
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'accepted', payerClaimNumber: 'ICN900' });
    expect((await acknowledge(about999('A'))).body).toMatchObject({
      isRepeat: true,
      acknowledgements: [{ outcome: 'accepted' }],
    });
    expect((await claimOf(desk, claim.id)).history.map((event) => event.status)).toEqual([
      'validated',
      'submitted',
      'acknowledged',
      'accepted',
    ]);
  });

  it.each([
    ['by the clearinghouse', () => about999('R', ['IK3*HI*22**8'])],
    ['by the payer before deciding', () => about277('A7')],
  ])('and turned back %s is fixed and sent again as an original', async (_name, text) => {
    await acknowledge(text());
    expect(await status()).toBe('rejected');
    expect(await tasks('claim_rejected')).toMatchObject([{ amountCents: 120000 }]);
    const again = await sendClaim(desk, claim);
    expect(again.controlNumber).toBe(batch.controlNumber + 1);
    expect((await desk.text(`/v1/claim-batches/${again.id}.837`)).text).toContain(
      `CLM*${claim.controlNumber}*1200***11:B:1*`,
    );
    expect(await tasks('claim_rejected')).toEqual([]);
  });

  it('stays where it is when an acknowledgement comes late, or says nothing', async () => {
    await acknowledge(about277('A0'));
    expect(await status()).toBe('submitted');
    await remit(desk, s3());
    expect((await acknowledge(about999('R'))).body).toMatchObject({ acknowledgements: [{ outcome: 'rejected' }] });
    expect((await acknowledge(about277('A3'))).body).toMatchObject({ acknowledgements: [{ outcome: 'noted' }] });
    expect(await status()).toBe('paid');
  });

  it('is not touched by acknowledgements of others, or by files that are none', async () => {
    const other = await openClaimsDesk(app);
    expect((await other.file('/v1/acknowledgements', about277('A2'))).body).toMatchObject({
      acknowledgements: [{ outcome: 'unmatched', claimId: null }],
    });
    expect(codeOf(await acknowledge(s3()))).toEqual([422, 'x12_malformed']);
    expect(codeOf(await acknowledge('hello'))).toEqual([422, 'x12_malformed']);
    expect(await status()).toBe('submitted');
  });

  it('leaves by the folder and is answered through it; a file that is broken is put aside', async () => {
    const { slug } = await app.as(desk.clinicId, () => app.get(ClinicsReader).current());
    const folder = (kind: string) => join(dataDir, 'clearinghouse', slug, kind);
    const job = app.get(SendClaimBatchJob);
    for (let times = 0; times < 2; times += 1) await app.as(desk.clinicId, () => job.handle({ batchId: batch.id }));
    expect(readdirSync(folder('outbound'))).toEqual(['837P-000000001.x12']);
    expect(readFileSync(join(folder('outbound'), '837P-000000001.x12'), 'utf8')).toBe(
      (await desk.text(`/v1/claim-batches/${batch.id}.837`)).text,
    );
    expect((await desk.get(`/v1/claim-batches/${batch.id}`)).body).toMatchObject({
      status: 'sent',
      sentAt: '2026-12-01T18:00:00.000Z',
    });
    const pickUp = () => app.as(desk.clinicId, () => app.get(PickUpFilesJob).pickUp());
    await pickUp();
    const files = {
      'a.999': about999('A'),
      'b.277': about277('A1'),
      'c.835': s3(),
      'd.835': s3().slice(0, 500),
      'e.835': s3(),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder('inbound'), name), text);
    await pickUp();
    expect([readdirSync(folder('inbound')), readdirSync(folder('applied')), readdirSync(folder('refused'))]).toEqual([
      [],
      ['a.999', 'b.277', 'c.835', 'e.835'],
      ['d.835'],
    ]);
    expect((await claimOf(desk, claim.id)).history.map((event) => event.status).slice(1)).toEqual([
      'submitted',
      'acknowledged',
      'accepted',
      'paid',
    ]);
    expect(await journalOf(app, desk.clinicId)).toHaveLength(3);
  });

  it('is replaced by a corrected one under the payer’s number', async () => {
    expect(codeOf(await desk.post(`/v1/claims/${claim.id}/replacements`, { frequency: 'replacement' }))).toEqual([
      409,
      'claim_state_conflict',
    ]);
    await remit(
      desk,
      remittanceText({
        claims: [{ control: claim.controlNumber, status: '4', cents: 120000, paid: 0, cas: [['CO', '16', 120000]] }],
      }),
    );
    expect(await status()).toBe('rework');
    const replacement = await desk.post<ClaimView>(`/v1/claims/${claim.id}/replacements`, { frequency: 'replacement' });
    expect(replacement).toMatchObject({
      status: 201,
      body: { status: 'draft', frequency: 'replacement', replacesId: claim.id, openCents: 120000 },
    });
    expect(await status()).toBe('replaced');
    const { id } = await sendClaim(desk, replacement.body);
    expect((await desk.text(`/v1/claim-batches/${id}.837`)).text).toContain(
      '11:B:7*Y*A*Y*Y~\nREF*G1*PA998877~\nREF*F8*ICN777~',
    );
    const paid = remittanceText({ trace: 'T2', claims: [{ ...S3_CLAIM, control: replacement.body.controlNumber }] });
    expect(await remit(desk, paid)).toMatchObject({
      status: 'posted',
      claims: [{ outcome: 'paid', claimId: replacement.body.id }],
    });
    expect((await desk.get<{ claimId: string }>(`/v1/visits/${claim.visitId}`)).body.claimId).toBe(replacement.body.id);
  });
});
