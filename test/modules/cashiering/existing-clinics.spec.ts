import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { CloseLedgerDays1763790015000 } from '../../../migrations/1763790015000-close-ledger-days';
import { CreateDrawers1763790015100 } from '../../../migrations/1763790015100-create-drawers';
import { CreateDailyCloses1763790015200 } from '../../../migrations/1763790015200-create-daily-closes';
import { startTestApp, type TestApp } from '../../support/app';
import { closeDay } from '../../support/daily-closes';
import { ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { closeDrawer, drawersOf, expectClosesHold, openDrawer, payCash } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

describe('A clinic that was open before there were drawers', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;

  /** Takes the tables away and makes them again, as the owner of the schema does, with the clinic's data there. */
  async function migrateAgain(): Promise<void> {
    const client = new Client({ connectionString: app.database.url });
    await client.connect();
    const runner = { query: (text: string) => client.query(text) } as unknown as QueryRunner;
    const steps = [
      new CloseLedgerDays1763790015000(),
      new CreateDrawers1763790015100(),
      new CreateDailyCloses1763790015200(),
    ];
    try {
      await client.query('SET ROLE billing_owner');
      await client.query('BEGIN');
      for (const step of [...steps].reverse()) await step.down(runner);
      for (const step of steps) await step.up(runner);
      await client.query('COMMIT');
    } finally {
      await client.end();
    }
  }

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    await payCash(cascade.desk, await postVisit(cascade.desk, ['intake']), 5_000);
    await migrateAgain();
  });
  afterAll(async () => {
    await expectClosesHold(app, cascade.id);
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('has one drawer at each location, and its cash so far is listed as outside any', async () => {
    const { desk } = cascade;
    const drawers = await drawersOf(desk);
    expect(drawers.map(({ name, session }) => [name, session])).toEqual([['Front desk', null]]);
    ok(await openDrawer(desk, drawers[0]!.id));
    ok(await closeDrawer(desk, drawers[0]!.id, 20_000));
    expect(ok(await closeDay(desk))).toMatchObject({ sealed: true, outsideCash: { count: 1, totalCents: 5_000 } });
  });
});
