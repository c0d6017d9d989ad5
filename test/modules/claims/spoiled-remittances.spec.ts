import fc from 'fast-check';
import { remittanceText, S3_CLAIM } from '../../domain/claims/support/remittances';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { claimOf, openClaimsDesk, postClaim, remit, sendClaim } from './support/claims-desk';

describe('A remittance', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  afterAll(() => app.close());

  it('that is off by a cent anywhere is suspended whole, and books nothing', async () => {
    const desk = await openClaimsDesk(app);
    const claim = await postClaim(desk);
    await sendClaim(desk, claim);
    const before = await journalOf(app, desk.clinicId);
    const spoiled = fc.tuple(
      fc.constantFrom('line', 'adjustment', 'claim', 'payment' as const),
      fc.constantFrom(-1, 1),
      fc.integer({ min: 0, max: 1 }),
    );
    let trace = 0;
    await fc.assert(
      fc.asyncProperty(spoiled, async ([where, cent, at]) => {
        const lines = (S3_CLAIM.lines ?? []).map((line, index) => {
          if (index !== at) return line;
          const [[group, reason, cents] = ['CO', '45', 0], ...rest] = line.cas;
          if (where === 'adjustment') return { ...line, cas: [[group, reason, cents + cent] as const, ...rest] };
          return where === 'line' ? { ...line, paid: line.paid + cent } : line;
        });
        const paid = S3_CLAIM.paid + (where === 'claim' ? cent : 0);
        const cents = where === 'payment' ? S3_CLAIM.paid + cent : undefined;
        const claims = [{ ...S3_CLAIM, control: claim.controlNumber, paid, lines }];
        const text = remittanceText({ trace: `S${(trace += 1)}`, claims, cents });
        expect(await remit(desk, text)).toMatchObject({
          status: 'suspended',
          reason: 'out_of_balance',
          reasonDetail: expect.stringMatching(/^line \d+, segment \d+ \((SVC|CLP0[34]|BPR)\)/),
        });
      }),
      { numRuns: 12 },
    );
    expect(await journalOf(app, desk.clinicId)).toEqual(before);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'submitted', openCents: 120000 });
    await expectLedgerTies(app, desk.clinicId);
  });
});
