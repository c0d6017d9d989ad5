import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';

interface Line {
  id: string;
  status: string;
  amountCents: number;
  match: { targetType: string; targetId: string; rule: string } | null;
}
interface Imported {
  recorded: number;
  unchanged: number;
  matched: number;
  code?: string;
  errors?: { pointer: string }[];
}

const HEADER = 'date,description,amount,reference';

describe('Statements of the bank and of Venmo', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let accountant: Desk;

  const importFile = async (csv: string, account = 'operating_bank', type = 'text/csv') => {
    const answer = await app.app.inject({
      method: 'POST',
      url: `/v1/bank-lines/imports?account=${account}`,
      headers: {
        authorization: `Bearer ${cascade.users.find(({ role }) => role === 'accountant')!.apiKey}`,
        'content-type': type,
      },
      payload: csv,
    });
    return { status: answer.statusCode, body: answer.json() as Imported };
  };
  const lines = async (query = '') =>
    ok(await accountant.get<{ data: Line[] }>(`/v1/bank-lines?limit=200${query}`)).data;
  const count = async () => Number((await app.database.query('SELECT count(*) AS n FROM bank_lines'))[0]!['n']);
  const record = async (account: string, amountCents: number, description: string, reference?: string) =>
    ok(
      await accountant.post<Line>('/v1/bank-lines', {
        account,
        postedOn: '2026-03-03',
        amountCents,
        description,
        reference,
      }),
    );
  const payByVenmo = async (reference: string) => {
    const visit = await postVisit(cascade.desk, ['intake']);
    return ok(
      await cascade.desk.post<{ tenders: { id: string }[] }>(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders: [{ type: 'venmo', amountCents: 22_000, reference, feeCents: 428 }],
      }),
    ).tenders[0]!.id;
  };
  const newEntries = async (work: () => Promise<unknown>) => {
    const before = (await journalOf(app, cascade.id)).length;
    await work();
    return (await journalOf(app, cascade.id)).slice(before);
  };

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    accountant = await openDesk(app, cascade.id, 'accountant');
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('have a template that names the columns', async () => {
    const answer = await accountant.get('/v1/bank-lines/template.csv');
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(await importFile(`${HEADER}\r\n`)).toMatchObject({ status: 201, body: { recorded: 0 } });
  });

  it('come as a file, once: the same file again adds nothing, and two equal lines stay two', async () => {
    const file = [
      HEADER,
      '2026-02-27,RENT,-3200.00,',
      '2026-02-27,COFFEE,-4.50,',
      '2026-02-27,COFFEE,-4.50,',
      '2026-02-28,"INTEREST, MONTHLY",0.31,int 2',
    ].join('\n');
    expect((await importFile(file)).body).toMatchObject({ recorded: 4, unchanged: 0 });
    expect((await importFile(`\ufeff${file.replaceAll('\n', '\r\n')}`)).body).toMatchObject({
      recorded: 0,
      unchanged: 4,
    });
    expect((await importFile(`${file}\n2026-02-27,COFFEE,-4.50,`)).body).toMatchObject({ recorded: 1, unchanged: 4 });
    expect((await importFile(file, 'venmo')).body).toMatchObject({ recorded: 4 });
  });

  it.each<[string, string, string[]]>([
    [
      'a column of another name',
      'date,text,amount,reference\n2026-03-01,A,1,',
      ['/rows/1/description', '/rows/1/text'],
    ],
    ['a missing column', 'date,description,amount\n2026-03-01,A,1', ['/rows/1/reference']],
    ['a day that is none', `${HEADER}\n2026-02-30,A,1,`, ['/rows/2/date']],
    ['a day of another country', `${HEADER}\n03/01/2026,A,1,`, ['/rows/2/date']],
    ['no description', `${HEADER}\n2026-03-01,,1,`, ['/rows/2/description']],
    ['a formula for an amount', `${HEADER}\n2026-03-01,A,=1+1,`, ['/rows/2/amount']],
    ['a thousands separator', `${HEADER}\n2026-03-01,A,"1,000.00",`, ['/rows/2/amount']],
    ['a third decimal', `${HEADER}\n2026-03-01,A,1.005,`, ['/rows/2/amount']],
    ['nothing', `${HEADER}\n2026-03-01,A,0.00,`, ['/rows/2/amount']],
    ['a control character', `${HEADER}\n2026-03-01,A\u0000B,1,`, ['/rows/2/description']],
    ['one bad row of three', `${HEADER}\n2026-03-01,A,1,\n2026-03-01,B,x,\n2026-03-01,C,1,`, ['/rows/3/amount']],
    ['an empty file', '', ['/rows/1']],
  ])('with %s are refused whole, naming the cell', async (_what, csv, pointers) => {
    const before = await count();
    const { status, body } = await importFile(csv);
    if (csv === '') expect([400, 422]).toContain(status);
    else {
      expect([status, body.code]).toEqual([422, 'bank_import_invalid']);
      expect(body.errors!.map(({ pointer }) => pointer)).toEqual(pointers);
    }
    expect(await count()).toBe(before);
  });

  it('keep a text that looks like a formula as it is', async () => {
    ok(await accountant.post('/v1/bank-lines', body('=HYPERLINK("x")')));
    expect((await lines()).some((line) => JSON.stringify(line).includes('=HYPERLINK'))).toBe(true);
    expect(await importFile('{}', 'operating_bank', 'application/json')).toMatchObject({ status: 415 });
    expect(await accountant.post('/v1/bank-lines', { ...body('X'), amountCents: 0 })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
  });
  const body = (description: string) => ({
    account: 'operating_bank',
    postedOn: '2026-03-01',
    amountCents: 1,
    description,
  });

  it('find the deposit they are by the slip, and its checks are cleared', async () => {
    const visit = await postVisit(cascade.desk, ['intake']);
    const paid = ok(
      await cascade.desk.post<{ tenders: { id: string }[] }>(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders: [{ type: 'check', amountCents: 22_000, reference: '1024' }],
      }),
    );
    const deposit = ok(
      await cascade.desk.post<{ id: string }>('/v1/bank-deposits', {
        depositedOn: '2026-03-02',
        reference: 'slip 0417',
        checkTenderIds: [paid.tenders[0]!.id],
      }),
    );
    const line = await record('operating_bank', 22_000, 'DEPOSIT', 'SLIP-0417');
    expect(line).toMatchObject({
      status: 'matched',
      match: { targetType: 'deposit', targetId: deposit.id, rule: 'reference_and_amount' },
    });
    expect(ok(await cascade.desk.get(`/v1/bank-deposits/${deposit.id}`))).toMatchObject({
      status: 'in_bank',
      checks: [{ status: 'cleared' }],
    });
  });

  it('match Venmo payments by reference, and book the sweep to the bank once', async () => {
    const tenderId = await payByVenmo('VEN-777');
    expect(await record('venmo', 21_572, 'Payment', 'ven-777')).toMatchObject({
      match: { targetType: 'tender', targetId: tenderId },
    });
    const entries = await newEntries(async () => {
      const out = await record('venmo', -21_572, 'Transfer to bank');
      const came = await record('operating_bank', 21_572, 'VENMO CASHOUT');
      expect(came).toMatchObject({ match: { targetType: 'venmo_sweep', targetId: out.id } });
      expect((await lines()).find(({ id }) => id === out.id)).toMatchObject({ status: 'matched' });
    });
    expect(entries).toEqual([['Dr 1000 21572', 'Cr 1035 21572']]);
  });

  it('are matched by hand where they could be several things; taking it back takes the entry back', async () => {
    await payByVenmo('VEN-888');
    const line = await record('operating_bank', 21_572, 'TRANSFER FROM WALLET');
    expect(line.status).toBe('unmatched');
    const matched = await newEntries(async () => {
      const by = ok(await accountant.post<Line>(`/v1/bank-lines/${line.id}/match`, { targetType: 'venmo_sweep' }));
      expect(by.match).toMatchObject({ rule: 'manual' });
    });
    const unmatched = await newEntries(async () => {
      expect(ok(await accountant.post<Line>(`/v1/bank-lines/${line.id}/unmatch`, {})).status).toBe('unmatched');
    });
    const again = await newEntries(async () => {
      ok(await accountant.post(`/v1/bank-lines/${line.id}/match`, { targetType: 'venmo_sweep' }));
    });
    expect([matched, unmatched, again]).toEqual([
      [['Dr 1000 21572', 'Cr 1035 21572']],
      [['Cr 1000 21572', 'Dr 1035 21572']],
      [['Dr 1000 21572', 'Cr 1035 21572']],
    ]);
    expect(await accountant.post(`/v1/bank-lines/${line.id}/match`, { targetType: 'venmo_sweep' })).toMatchObject({
      status: 409,
      body: { code: 'bank_line_matched' },
    });
  });

  it('are not matched to another amount, another account, or what is not there', async () => {
    const tenderId = await payByVenmo('VEN-999');
    const line = await record('operating_bank', 123, 'UNKNOWN');
    for (const wish of [
      { targetType: 'tender', targetId: tenderId },
      { targetType: 'payout', targetId: randomUUID() },
      { targetType: 'deposit' },
    ])
      expect(await accountant.post(`/v1/bank-lines/${line.id}/match`, wish)).toMatchObject({
        status: 422,
        body: { code: 'bank_match_invalid' },
      });
    const foreign = await openDesk(app, potomac.id, 'accountant');
    expect(await foreign.post(`/v1/bank-lines/${line.id}/unmatch`, {})).toMatchObject({
      status: 404,
      body: { code: 'bank_line_unknown' },
    });
    expect(ok(await foreign.get<{ data: Line[] }>('/v1/bank-lines')).data).toEqual([]);
  });
});
