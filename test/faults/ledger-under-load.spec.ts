import { randomUUID } from 'node:crypto';
import { ACCOUNT } from '../../src/domain/ledger/accounts';
import { credit, debit, type JournalLine } from '../../src/domain/ledger/journal';
import { parseBusinessDate } from '../../src/kernel/business-date';
import type { ClinicId, PatientId } from '../../src/kernel/ids';
import { Money } from '../../src/kernel/money';
import { BalancesReader } from '../../src/modules/ledger/balances.reader';
import { KeepLedgerJob } from '../../src/modules/ledger/jobs/keep-ledger.job';
import { PostJournalEntry } from '../../src/modules/ledger/post-journal-entry';
import { ReverseJournalEntry } from '../../src/modules/ledger/reverse-journal-entry';
import { Sql } from '../../src/platform/database/sql';
import { Transactions } from '../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../support/app';
import { openTestClinic } from '../support/clinics';
import { openDesk, ok } from '../support/desk';
import { expectLedgerTies } from '../support/ledger';

const DAYS = ['2026-03-01', '2026-03-02', '2026-03-03'].map(parseBusinessDate);
const POSTERS = 4;
const ENTRIES = 60;

describe('The ledger while it is written', () => {
  let app: TestApp;
  let clinic: ClinicId;
  const inTx = <T>(work: () => Promise<T>) => app.as(clinic, () => app.get(Transactions).run(work));
  const post = (lines: JournalLine[], index = 0, source = randomUUID()) =>
    app.get(PostJournalEntry).execute({
      kind: 'charge',
      source: { type: 'charge', id: source },
      effectiveOn: DAYS[index % DAYS.length]!,
      lines,
    });
  const charge = (cents: number, itemId: string = randomUUID()): JournalLine[] => [
    debit(ACCOUNT.patientReceivable, Money.cents(cents), { patientId: randomUUID() as PatientId, itemId }),
    credit(4000, Money.cents(cents)),
  ];
  /** The roll-up with its tail, and the plain sum over every line, as one snapshot sees both. */
  const differences = () =>
    app.as(clinic, () =>
      app.get(Transactions).run(() =>
        app.get(Sql).query<{ account: number }>(
          `SELECT coalesce(m.account_number, l.account_number) AS account
             FROM (SELECT account_number, effective_on, sum(debit_cents) AS d, sum(credit_cents) AS c FROM account_movements
                    WHERE clinic_id = current_clinic() GROUP BY account_number, effective_on) m
             FULL JOIN (SELECT account_number, effective_on, sum(greatest(amount_cents, 0)) AS d, sum(greatest(-amount_cents, 0)) AS c
                    FROM journal_lines WHERE clinic_id = current_clinic() GROUP BY account_number, effective_on) l
             USING (account_number, effective_on)
            WHERE m.d IS DISTINCT FROM l.d OR m.c IS DISTINCT FROM l.c`,
        ),
      ),
    );

  beforeAll(async () => {
    app = await startTestApp();
    clinic = await openTestClinic(app);
  });
  afterEach(() => expectLedgerTies(app, clinic));
  afterAll(() => app.close());

  it('is exact at every moment while four post, some fail, and the upkeep runs', async () => {
    let posting = POSTERS;
    const poster = async (offset: number) => {
      for (let index = 0; index < ENTRIES; index += 1) {
        const failing = index % 7 === offset;
        await inTx(async () => {
          await post(charge(100 + index), index + offset);
          if (failing) throw new Error('rolled back');
        }).catch((error: Error) => expect(error.message).toBe('rolled back'));
      }
      posting -= 1;
    };
    const keeper = async () => {
      while (posting > 0) await app.as(clinic, () => app.get(KeepLedgerJob).keep());
    };
    let looks = 0;
    const watcher = async () => {
      for (; posting > 0; looks += 1) {
        expect(await differences()).toEqual([]);
        const trial = await app.as(clinic, () => app.get(BalancesReader).trialBalance());
        expect(trial.totalDebit.toJSON()).toBe(trial.totalCredit.toJSON());
      }
    };
    const posters = Array.from({ length: POSTERS }, (_, offset) => poster(offset));
    await Promise.all([...posters, keeper(), keeper(), watcher()]);
    expect(looks).toBeGreaterThan(5);
    const [{ entries }] = (await app.database.query<{ entries: number }>(
      'SELECT count(*)::int AS entries FROM journal_entries WHERE clinic_id = $1',
      [clinic],
    )) as [{ entries: number }];
    const kept = Array.from({ length: POSTERS }, (_, offset) =>
      Array.from({ length: ENTRIES }, (_unused, index) => index % 7 !== offset).filter(Boolean),
    ).flat().length;
    expect(entries).toBe(kept);
    expect(await differences()).toEqual([]);
  });

  it('keeps one chain of seals when two keepers seal at once', async () => {
    await inTx(() => post(charge(500)));
    await Promise.all(Array.from({ length: 4 }, () => app.as(clinic, () => app.get(KeepLedgerJob).keep())));
    const seals = await app.database.query<{ from_xid: string; to_xid: string }>(
      'SELECT from_xid::text, to_xid::text FROM journal_seals WHERE clinic_id = $1 ORDER BY seal_number',
      [clinic],
    );
    seals.slice(1).forEach((seal, index) => expect(seal.from_xid).toBe(seals[index]!.to_xid));
  });

  it('posts one of two entries for the same fact at once, and refuses the other figures', async () => {
    const [source, item] = [randomUUID(), randomUUID()];
    const lines = charge(700, item);
    const posted = await Promise.all(Array.from({ length: 6 }, () => inTx(() => post(lines, 0, source))));
    expect(posted.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(posted.map(({ entryId }) => entryId)).size).toBe(1);
    await expect(inTx(() => post(charge(701, item), 0, source))).rejects.toMatchObject({
      code: 'journal_entry_exists',
    });
  });

  it('does not reverse a charge that was paid since: its item would fall below zero', async () => {
    const itemId = randomUUID();
    const patientId = randomUUID() as PatientId;
    const item = { patientId, itemId };
    const { entryId } = await inTx(() => post([debit(1100, Money.cents(900), item), credit(4000, Money.cents(900))]));
    await inTx(() => post([debit(1020, Money.cents(400)), credit(1100, Money.cents(400), item)]));
    const reverse = () => inTx(() => app.get(ReverseJournalEntry).execute({ entryId, effectiveOn: DAYS[2]! }));
    await expect(reverse()).rejects.toMatchObject({ code: 'amount_exceeds_balance' });
    const refund = await inTx(() => post([debit(1100, Money.cents(400), item), credit(1020, Money.cents(400))]));
    expect(refund.replayed).toBe(false);
    await reverse();
    await expect(
      inTx(() => app.get(ReverseJournalEntry).execute({ entryId, effectiveOn: DAYS[1]! })),
    ).resolves.toMatchObject({ replayed: true });
  });

  it.each([
    ['cursor=bm90LWpzb24', 'cursor_invalid'],
    [`cursor=${Buffer.from('["x"]').toString('base64url')}`, 'cursor_invalid'],
    [`cursor=${Buffer.from(JSON.stringify(["' OR 1=1 --"])).toString('base64url')}`, 'cursor_invalid'],
    [`cursor=${Buffer.from(JSON.stringify([{ toString: 1 }])).toString('base64url')}`, 'cursor_invalid'],
    [`cursor=${'A'.repeat(501)}`, 'validation_failed'],
    ['cursor=a&cursor=b', 'validation_failed'],
    ['account=1100;DROP', 'validation_failed'],
    ['account=999', 'validation_failed'],
    ['account=11e2x', 'validation_failed'],
    ['account=1100&account=1200', 'validation_failed'],
    ['source=pay%00ment', 'validation_failed'],
    ["source=payment'--", 'validation_failed'],
    ['source=payment:', 'validation_failed'],
    ['source=------------------------------------', 'validation_failed'],
    ['from=2026-02-30', 'validation_failed'],
    ['to=yesterday', 'validation_failed'],
    ['limit=0', 'validation_failed'],
    ['limit=201', 'validation_failed'],
    ['limit=-1', 'validation_failed'],
    ['sort=id', 'validation_failed'],
    ['__proto__[x]=1', 'validation_failed'],
  ])('refuses a list of entries by %s', async (query, code) => {
    const books = await openDesk(app, clinic, 'accountant');
    expect(await books.get(`/v1/ledger/entries?${query}`)).toMatchObject({ status: 400, body: { code } });
  });

  it('lists entries by source, account and day, each once over the pages, also while more are written', async () => {
    const books = await openDesk(app, clinic, 'accountant');
    const [source] = [randomUUID()];
    await inTx(() => post(charge(1_234), 1, source));
    const list = async (query: string) =>
      ok(
        await books.get<{
          data: { id: string; source: { id: string }; effectiveOn: string; lines: { accountNumber: number }[] }[];
          nextCursor: string | null;
        }>(`/v1/ledger/entries?${query}`),
      );
    for (const query of [`source=${source}`, `source=charge:${source}`, `source=charge:${source}&account=1100`])
      expect((await list(query)).data.map((entry) => entry.source.id)).toEqual([source]);
    for (const query of [
      `source=payment:${source}`,
      `source=charge:${source}&account=1020`,
      `source=${source}&from=2026-03-03`,
      'from=2026-03-03&to=2026-03-01',
    ])
      expect((await list(query)).data).toEqual([]);
    const before = new Set(
      (await app.database.query<{ id: string }>('SELECT id FROM journal_entries WHERE clinic_id = $1', [clinic])).map(
        ({ id }) => id,
      ),
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Awaited<ReturnType<typeof list>> = await list(`limit=40${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.data.map(({ id }) => id));
      await inTx(() => post(charge(1)));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect([...before].filter((id) => !seen.includes(id))).toEqual([]);
  });
});
