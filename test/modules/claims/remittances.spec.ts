import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ClaimView } from '../../../src/modules/claims/claim.view';
import { type Cas, remittanceText, S3_CLAIM } from '../../domain/claims/support/remittances';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { codeOf } from '../charges/support/visits';
import { type ClaimsDesk, claimOf, openClaimsDesk, postClaim, remit, sendClaim } from './support/claims-desk';

const S3 = readFileSync(join(__dirname, '../../golden/835-s3.x12'), 'utf8');

describe('A remittance', () => {
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

  const entries = async () => (await journalOf(app, desk.clinicId)).slice(2);
  const tasks = async (kind: string) =>
    (await desk.get<{ data: object[] }>(`/v1/tasks?kind=${kind}&status=open`)).body.data;
  /** The whole claim decided by one reason. */
  const decided = (status: string, cas: readonly Cas[], paid = 0) =>
    remittanceText({ claims: [{ control: claim.controlNumber, status, cents: 120000, paid, cas }] });

  it.each([
    ['something else', '{}', 'not_x12', undefined],
    ['a file cut off', S3.slice(0, -60), 'truncated', undefined],
    ['a file whose delimiters were replaced', S3.replace('*', '|'), 'delimiters_invalid', undefined],
    ['a lost line', S3.replace('CAS*CO*45*210~\n', ''), 'count_mismatch', 'SE'],
    ['a claim file', S3.replace('ST*835', 'ST*837'), 'transaction_unexpected', 'ST'],
  ])('that is %s is refused with its place, and nothing is kept', async (_name, text, fault, segment) => {
    const answer = await desk.file('/v1/remittances', text);
    expect(codeOf(answer)).toEqual([422, 'x12_malformed']);
    expect(answer.body).toMatchObject({
      fault,
      line: expect.any(Number),
      position: expect.any(Number),
      ...(segment ? { segment } : {}),
    });
    expect((await desk.get<{ data: object[] }>('/v1/remittances')).body.data).toEqual([]);
  });

  it('of another clinic is refused and not kept', async () => {
    const text = remittanceText({ payeeNpi: '1234567893', claims: [{ ...S3_CLAIM, control: claim.controlNumber }] });
    expect(codeOf(await desk.file('/v1/remittances', text))).toEqual([422, 'remittance_not_ours']);
    const rows = await app.database.query('SELECT 1 FROM clearinghouse_files WHERE clinic_id = $1', [desk.clinicId]);
    expect(rows).toEqual([]);
  });

  it('larger than the door takes, or of another type, is refused', async () => {
    expect(codeOf(await desk.file('/v1/remittances', `${S3}${' '.repeat(9_000_000)}`))).toEqual([
      413,
      'body_too_large',
    ]);
    expect(codeOf(await desk.post('/v1/remittances', {}))).toEqual([415, 'content_type_unsupported']);
  });

  it.each([
    ['the group CR', ['CAS*CO*45*210', 'CAS*CR*45*210'], 'CAS01'],
    ['the filing code CI', ['*12*ICN777', '*CI*ICN777'], 'CLP06'],
    ['an amount that is none', ['*720*180*', '*7.2.0*180*'], 'CLP04'],
  ])('with %s is suspended whole, naming the element', async (_name, [from, to], element) => {
    const text = S3.replace('PCN0001', claim.controlNumber).replace(from as string, to as string);
    expect(await remit(desk, text)).toMatchObject({
      status: 'suspended',
      reason: 'element_invalid',
      reasonDetail: expect.stringMatching(new RegExp(`^line \\d+, segment \\d+ \\(${element}\\)`)),
    });
    expect(await entries()).toEqual([]);
    expect(await tasks('remittance_suspended')).toHaveLength(1);
  });

  it('takes the sample of the domain brief as it is', async () => {
    expect(await remit(desk, S3.replace('PCN0001', claim.controlNumber))).toMatchObject({ status: 'posted' });
  });

  it('of the same trace number with another amount is suspended', async () => {
    await remit(desk, decided('1', [['CO', '45', 20000]], 100000));
    const other = await remit(desk, remittanceText({ claims: [{ ...S3_CLAIM, control: 'X' }] }));
    expect(other).toMatchObject({ status: 'suspended', reason: 'trace_reused' });
  });

  it('puts the money of a claim that is not known here aside, and books the others', async () => {
    const claims = [
      { ...S3_CLAIM, control: claim.controlNumber },
      { ...S3_CLAIM, control: 'ELSEWHERE1' },
    ];
    const remittance = await remit(desk, remittanceText({ claims }));
    expect(remittance).toMatchObject({
      status: 'posted',
      paymentCents: 144000,
      claims: [
        { outcome: 'paid', claimId: claim.id },
        { outcome: 'unmatched', claimId: null, outcomeDetail: 'claim_unknown' },
      ],
    });
    expect(await entries()).toContainEqual(['Dr 1040 72000', 'Cr 2010 72000']);
    expect(await tasks('remittance_unmatched')).toMatchObject([{ amountCents: 72000 }]);
  });

  it.each([
    ['a denial', 'CO', '197', 'denied', 'claim_denied'],
    ['a denial for late filing', 'CO', '29', 'denied', 'claim_denied'],
    ['a service the plan does not cover', 'PR', '204', 'denied', 'claim_denied'],
    ['a claim that lacks something', 'CO', '16', 'rework', 'claim_rework'],
    ['a duplicate', 'OA', '18', 'rework', 'claim_rework'],
    ['another payer first', 'CO', '22', 'rework', 'claim_rework'],
    ['the wrong payer', 'CO', '109', 'rework', 'claim_rework'],
  ])('with %s books nothing and tells somebody', async (_name, group, reason, status, task) => {
    expect(await remit(desk, decided('4', [[group, reason, 120000]]))).toMatchObject({
      status: 'posted',
      paymentCents: 0,
    });
    expect(await entries()).toEqual([]);
    expect(await claimOf(desk, claim.id)).toMatchObject({
      status,
      openCents: 120000,
      adjustments: [{ group, reason, amountCents: 120000 }],
      appealDueOn: status === 'denied' ? '2027-05-30' : null,
    });
    expect(await tasks(task)).toMatchObject([{ amountCents: 120000, patientId: claim.patientId }]);
    const listed = await desk.get<{ data: object[] }>(`/v1/claims?status=${status}`);
    expect(listed.body.data).toMatchObject([{ id: claim.id }]);
  });

  it('asks a person about a reason the books had to guess about', async () => {
    await remit(desk, decided('1', [['CO', '237', 20000]], 100000));
    expect(await entries()).toEqual([['Dr 1040 100000', 'Dr 4900 20000', 'Cr 1200 85000', 'Cr 1200 35000']]);
    expect(await tasks('remittance_review')).toHaveLength(1);
  });

  it('that pays a paid claim again is suspended whole', async () => {
    await remit(desk, remittanceText({ claims: [{ ...S3_CLAIM, control: claim.controlNumber }] }));
    const again = await remit(
      desk,
      remittanceText({ trace: 'T2', claims: [{ ...S3_CLAIM, control: claim.controlNumber }] }),
    );
    expect(again).toMatchObject({ status: 'suspended', reason: 'exceeds_receivable' });
    expect(await entries()).toHaveLength(1);
  });

  it('with a provider adjustment nobody knows is suspended; interest is income', async () => {
    const claims = [{ ...S3_CLAIM, control: claim.controlNumber }];
    const unknown = await remit(desk, remittanceText({ trace: 'T1', claims, plb: [['IR', 100]] }));
    expect(unknown).toMatchObject({ status: 'suspended', reason: 'provider_adjustment_unknown' });
    await remit(desk, remittanceText({ trace: 'T2', claims, plb: [['L6', -150]] }));
    expect(await entries()).toContainEqual(['Cr 7000 150', 'Dr 1040 150']);
  });

  it('only warns when the patient’s share is told wrong beside the adjustments', async () => {
    const claims = [{ ...S3_CLAIM, control: claim.controlNumber, share: 17900 }];
    expect(await remit(desk, remittanceText({ claims }))).toMatchObject({
      status: 'posted',
      warnings: [expect.stringContaining('CLP05')],
    });
  });

  it('is read by its own clinic alone, and posted by billers alone', async () => {
    const { id } = await remit(desk, decided('4', [['CO', '197', 120000]]));
    const other = await openClaimsDesk(app);
    expect(codeOf(await other.get(`/v1/remittances/${id}`))).toEqual([404, 'remittance_unknown']);
    expect((await desk.frontDesk.get(`/v1/remittances/${id}`)).status).toBe(200);
    expect(codeOf(await desk.frontDesk.post('/v1/remittances', {}))).toEqual([403, 'forbidden']);
    expect(codeOf(await (await desk.as('accountant')).get('/v1/remittances'))).toEqual([403, 'forbidden']);
  });

  it('leaves nothing but what it decided on the books, whatever that was', async () => {
    const cents = fc.integer({ min: 0, max: 40_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(cents, cents, cents),
        fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), cents),
        async (drug, visit) => {
          const own = await postClaim(desk);
          await sendClaim(desk, own);
          const line = (code: string, control: string, total: number, [contract, share, denied]: readonly number[]) => {
            const capped = Math.min(denied ?? 0, total - (contract ?? 0) - (share ?? 0));
            const cas: Cas[] = [
              ['CO', '45', contract ?? 0],
              ['PR', '2', share ?? 0],
              ['CO', '50', Math.max(capped, 0)],
            ];
            return {
              code,
              control,
              cents: total,
              cas,
              paid: total - cas.reduce((sum, [, , amount]) => sum + amount, 0),
            };
          };
          const lines = [line('J0013', 'L0001', 85000, drug), line('99215', 'L0002', 35000, visit)];
          const paid = lines.reduce((sum, one) => sum + one.paid, 0);
          const denied = lines.reduce((sum, one) => sum + (one.cas[2]?.[2] ?? 0), 0);
          const text = remittanceText({
            trace: own.id.slice(0, 30),
            claims: [{ control: own.controlNumber, cents: 120000, paid, lines }],
          });
          const remittance = await remit(desk, text);
          const after = await claimOf(desk, own.id);
          expect([remittance.status, after.openCents, after.paidCents]).toEqual(['posted', denied, paid]);
          const { body } = await desk.get(`/v1/patients/${own.patientId}/account`);
          expect(body).toMatchObject({ insurancePendingCents: denied, patientOwesCents: after.patientCents });
        },
      ),
      { numRuns: 8 },
    );
  });
});
