import type { ClaimView } from '../../../src/modules/claims/claim.view';
import type { RemittanceView } from '../../../src/modules/claims/remittance.view';
import { MatchBankLines } from '../../../src/modules/reconciliation/match-bank-lines';
import { remittanceText, S3_CLAIM } from '../../domain/claims/support/remittances';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { codeOf } from '../charges/support/visits';
import { type ClaimsDesk, openClaimsDesk, postClaim, remit, sendClaim } from '../claims/support/claims-desk';

interface Line {
  id: string;
  match: { targetType: string; targetId: string; rule: string } | null;
}

const DEPOSITED = ['Dr 1000 72000', 'Cr 1040 72000'];
const TAKEN_BACK = ['Cr 1000 72000', 'Dr 1040 72000'];

describe('The transfer of a payer on the statement of the bank', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  let books: Desk;
  let claim: ClaimView;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });
  beforeEach(async () => {
    desk = await openClaimsDesk(app);
    books = await openDesk(app, desk.clinicId, 'accountant');
    claim = await postClaim(desk);
    await sendClaim(desk, claim);
  });
  afterEach(() => expectLedgerTies(app, desk.clinicId));
  afterAll(() => app.close());

  const s3 = () =>
    remit(desk, remittanceText({ trace: 'EFT0001234', claims: [{ ...S3_CLAIM, control: claim.controlNumber }] }));
  const record = async (description: string, amountCents = 72_000) =>
    ok(
      await books.post<Line>('/v1/bank-lines', {
        account: 'operating_bank',
        postedOn: '2026-12-01',
        amountCents,
        description,
      }),
    );
  const bankOf = async (id: string) => ok(await desk.get<RemittanceView>(`/v1/remittances/${id}`)).bankReceivedOn;
  const newEntries = async (work: () => Promise<unknown>) => {
    const before = (await journalOf(app, desk.clinicId)).length;
    await work();
    return (await journalOf(app, desk.clinicId)).slice(before);
  };

  it('is booked by the trace number it carries, and taken back with the match', async () => {
    const { id } = await s3();
    let line: Line | undefined;
    expect(await newEntries(async () => (line = await record('HCCLAIMPMT TRN*1*EFT0001234*1512345678~')))).toEqual([
      DEPOSITED,
    ]);
    expect(line).toMatchObject({ match: { targetType: 'remittance', targetId: id, rule: 'reference_and_amount' } });
    expect(await bankOf(id)).toBe('2026-12-01');
    const back = () => books.post(`/v1/bank-lines/${line!.id}/unmatch`, {});
    expect(await newEntries(async () => ok(await back()))).toEqual([TAKEN_BACK]);
    expect(await bankOf(id)).toBeNull();
    const again = () =>
      books.post<Line>(`/v1/bank-lines/${line!.id}/match`, { targetType: 'remittance', targetId: id });
    expect(await newEntries(async () => ok(await again()))).toEqual([DEPOSITED]);
    expect(codeOf(await again())).toEqual([409, 'bank_line_matched']);
  });

  it('waits for its remittance, and for a person where it does not name one', async () => {
    const early = await record('HCCLAIMPMT EFT0001234');
    const nameless = await record('HCCLAIMPMT');
    const less = await record('HCCLAIMPMT EFT0001234', 71_999);
    expect([early.match, nameless.match, less.match]).toEqual([null, null, null]);
    const { id } = await s3();
    expect(await newEntries(() => app.as(desk.clinicId, () => app.get(MatchBankLines).execute()))).toEqual([DEPOSITED]);
    const { data } = ok(await books.get<{ data: Line[] }>('/v1/bank-lines?limit=200'));
    expect(data.filter(({ match }) => match).map((line) => [line.id, line.match?.targetId])).toEqual([[early.id, id]]);
    const wrong = await books.post(`/v1/bank-lines/${less.id}/match`, { targetType: 'remittance', targetId: id });
    expect(codeOf(wrong)).toEqual([422, 'bank_match_invalid']);
  });

  it('is not booked twice when somebody laid it on its remittance before', async () => {
    const { id } = await s3();
    const deposit = { traceNumber: 'EFT0001234', amountCents: 72_000, receivedOn: '2026-12-01', bankReference: 'B1' };
    ok(await desk.post('/v1/remittances/deposits', deposit));
    let line: Line | undefined;
    expect(await newEntries(async () => (line = await record('PAYER EFT0001234')))).toEqual([]);
    expect(line).toMatchObject({ match: { targetType: 'remittance', targetId: id } });
    expect(await newEntries(async () => ok(await books.post(`/v1/bank-lines/${line!.id}/unmatch`, {})))).toEqual([]);
    expect(await bankOf(id)).toBe('2026-12-01');
  });

  it('cannot be laid on its remittance by hand once its line is matched', async () => {
    await s3();
    await record('PAYER EFT0001234');
    const deposit = { traceNumber: 'EFT0001234', amountCents: 72_000, receivedOn: '2026-12-02', bankReference: 'B1' };
    expect(await newEntries(() => desk.post('/v1/remittances/deposits', deposit))).toEqual([]);
  });
});
