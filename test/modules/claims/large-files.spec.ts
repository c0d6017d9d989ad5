import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimView } from '../../../src/modules/claims/claim.view';
import { ReceiveFile } from '../../../src/modules/claims/files/receive-file';
import type { RemittanceView } from '../../../src/modules/claims/remittance.view';
import { remittanceText, S3_CLAIM } from '../../domain/claims/support/remittances';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type ClaimsDesk, claimOf, openClaimsDesk, postClaim, sendClaim } from './support/claims-desk';

const S3 = readFileSync(join(__dirname, '../../golden/835-s3.x12'), 'utf8');
const CLAIM = 'CLP*PCN0001*1*1200*720*180*12*ICN777*11*1~\n';

/** A file of the clearinghouse that is made while it is read. */
function fileOf(chunks: () => Iterable<string>) {
  const read = { chars: 0 };
  return {
    read,
    name: 'large.835',
    async *open() {
      for (const chunk of chunks()) {
        read.chars += chunk.length;
        yield chunk;
      }
    },
    settle: () => Promise.resolve(),
  };
}

describe('A large file from the clearinghouse', () => {
  let app: TestApp;
  let desk: ClaimsDesk;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  beforeEach(async () => {
    desk = await openClaimsDesk(app);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const receive = (file: ReturnType<typeof fileOf>) => app.as(desk.clinicId, () => app.get(ReceiveFile).execute(file));
  const kept = () => app.database.query('SELECT 1 FROM clearinghouse_files WHERE clinic_id = $1', [desk.clinicId]);
  const listed = async () => (await desk.get<{ data: RemittanceView[] }>('/v1/remittances')).body.data;
  const traces = async () => (await listed()).map(({ traceNumber, status }) => `${traceNumber} ${status}`).sort();
  const second = async () => (await listed()).find(({ traceNumber }) => traceNumber === 'L2') as RemittanceView;

  it('of 50 MB that is cut off is refused with its place, and nothing is kept', async () => {
    const file = fileOf(function* () {
      yield S3.slice(0, S3.indexOf('CLP'));
      for (let sent = 0; sent < 50_000_000; sent += 1000 * CLAIM.length) yield CLAIM.repeat(1000);
    });
    await expect(receive(file)).rejects.toMatchObject({
      code: 'x12_malformed',
      facts: { fault: 'truncated', segment: 'CLP', line: expect.any(Number), position: expect.any(Number) },
    });
    expect(file.read.chars).toBeGreaterThan(50_000_000);
    expect(await kept()).toEqual([]);
  });

  it('beyond anything a payer sends is refused while it is read, before its end, and nothing is kept', async () => {
    const file = fileOf(function* () {
      yield S3.slice(0, S3.indexOf('CLP'));
      for (let sent = 0; sent < 500_000_000; sent += 1_000_000) yield '\n'.repeat(1_000_000);
    });
    await expect(receive(file)).rejects.toMatchObject({ code: 'x12_malformed', facts: { fault: 'too_large' } });
    expect(file.read.chars).toBeLessThan(70_000_000);
    expect(await kept()).toEqual([]);
  });

  it('that is no X12 at all is refused at its beginning', async () => {
    const file = fileOf(function* () {
      for (let sent = 0; sent < 50_000_000; sent += 65_536) yield 'x'.repeat(65_536);
    });
    await expect(receive(file)).rejects.toMatchObject({ code: 'x12_malformed', facts: { fault: 'not_x12' } });
    expect(file.read.chars).toBe(65_536);
    expect(await kept()).toEqual([]);
  });

  describe('of several remittances, kept in parts,', () => {
    let claims: ClaimView[];

    /** Three remittances and 4 MB of blank lines: one that pays, one whose money fits no claim, one that does not add up. */
    const large = () =>
      fileOf(function* () {
        const known = remittanceText({
          trace: 'L1',
          claims: [{ ...S3_CLAIM, control: claims[0]?.controlNumber ?? '' }],
        });
        const unknown = remittanceText({ trace: 'L2', claims: [{ ...S3_CLAIM, control: 'TYPO0001' }] });
        const spoiled = remittanceText({ trace: 'L3', claims: [{ ...S3_CLAIM, control: 'P1', paid: 72001 }] });
        for (const text of [known, unknown, spoiled]) {
          for (const segment of text.split(/(?<=~\n)/)) {
            yield segment;
            yield '\n'.repeat(60_000);
          }
        }
      });

    beforeEach(async () => {
      claims = [await postClaim(desk), await postClaim(desk)];
      for (const claim of claims) await sendClaim(desk, claim);
      await receive(large());
    });

    it('is booked remittance by remittance, once', async () => {
      const parts = await app.database.query('SELECT part_number FROM clearinghouse_file_parts WHERE clinic_id = $1', [
        desk.clinicId,
      ]);
      expect(parts.length).toBeGreaterThan(2);
      const entries = await journalOf(app, desk.clinicId);
      expect(await traces()).toEqual(['L1 posted', 'L2 posted', 'L3 suspended']);
      expect(entries).toContainEqual(['Dr 1040 72000', 'Cr 2010 72000']);
      await receive(large());
      expect(await traces()).toHaveLength(3);
      expect(await journalOf(app, desk.clinicId)).toEqual(entries);
    });

    it('is finished from where it was cut off when it comes again', async () => {
      const { id } = await second();
      await desk.post(`/v1/remittances/${id}/unpost`, { reason: 'As if it had never come so far.' });
      await receive(large());
      expect(await traces()).toEqual(['L1 posted', 'L2 posted', 'L2 unposted', 'L3 suspended']);
    });

    it('tells a person what it said of a claim that is matched by hand', async () => {
      const remittance = await second();
      const own = claims[1] as ClaimView;
      const at = `/v1/remittances/${remittance.id}/claims/${remittance.claims[0]?.id}/match`;
      const matched = await desk.post(at, { claimId: own.id, reason: 'By the member.' });
      expect(matched).toMatchObject({ status: 200, body: { claims: [{ outcome: 'paid' }] } });
      expect(await claimOf(desk, own.id)).toMatchObject({ status: 'paid', paidCents: 72000, openCents: 0 });
    });
  });
});
