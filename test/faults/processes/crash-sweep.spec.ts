import { build, cleanUp } from './launch';
import type { Reply } from './service';
import { CHECKOUT_FLOW } from './sweep/checkout-flow';
import { crash, crashEverywhere } from './sweep/crash';
import { DISPUTE_FLOW } from './sweep/dispute-flow';
import type { Flow, Subject } from './sweep/flow';
import { REQUEST_POINTS, type Stopped } from './sweep/points';
import { askForReceipt, RECEIPT_POINTS, takeCash, type Taken } from './sweep/receipt-points';
import { REFUND_FLOW } from './sweep/refund-flow';
import { SAVED_CARD_FLOW } from './sweep/saved-card-flow';
import { payInSilence, type PaidPage, SETTLE_POINTS } from './sweep/settle-points';
import { Town } from './town';

/** What a crash may delay by: the service promises a minute. */
const RESOLVED_WITHIN_MS = 60_000;
const FLOWS: readonly Flow[] = [CHECKOUT_FLOW, SAVED_CARD_FLOW, REFUND_FLOW, DISPUTE_FLOW];

describe.each(FLOWS)('$name, cut off by a crash of the service', (flow) => {
  let town: Town;
  let subjects: Subject[];
  const first: Reply<{ code?: string }>[] = [];

  beforeAll(async () => {
    build();
    town = await Town.open();
    const crashed = await crashEverywhere(town, flow);
    ({ subjects } = crashed);
    const { stopped } = crashed;
    const repeat = (subject: Subject) => flow.begin(town.as(flow.role), subject) as Promise<Reply<{ code?: string }>>;
    for (const subject of subjects) first.push(await repeat(subject));
    // The key of a request that was cut off is held until its lease ends; then the same key takes the intent up again.
    await town.forgetLeases();
    for (const subject of subjects) {
      const { status, body } = await repeat(subject);
      if (status > 299 && !flow.over.includes(String(body.code))) throw new Error(`${status} ${JSON.stringify(body)}`);
      await flow.finish(town, subject);
    }
    for (const { afterRepeat } of stopped) await afterRepeat?.();
    await town.waitForRest(RESOLVED_WITHIN_MS);
  }, 240_000);
  afterAll(async () => {
    await town.close();
    await cleanUp();
  });

  it.each(REQUEST_POINTS.map(({ name }, index) => [name, index] as const))(
    '%s: once, and only once',
    async (_, index) => {
      const { status, body } = first[index]!;
      // Right after the restart the desk is told to wait, or what it asked for; never that it failed.
      expect([status, body.code]).toEqual(
        status === 201 ? [201, undefined] : [409, expect.stringMatching(/^(idempotency_in_progress|invoice_closed)$/)],
      );
      expect(await flow.outcome(town, subjects[index]!)).toEqual(flow.expected);
    },
  );

  it('keeps every invariant, here and at Stripe', async () => {
    expect(await town.breaches()).toEqual([]);
  });
});

describe('A paid page whose news is cut off by a crash of both copies', () => {
  let town: Town;
  const pages: PaidPage[] = [];

  beforeAll(async () => {
    build();
    town = await Town.open(2);
    await town.control('webhooks', { hold: true });
    const stopped: Stopped[] = [];
    for (const point of SETTLE_POINTS) {
      const page = await payInSilence(town);
      pages.push(page);
      stopped.push(await point.reach(town, page));
    }
    await crash(town, stopped);
    await town.control('webhooks', { hold: false });
    await town.waitForRest(RESOLVED_WITHIN_MS);
  }, 240_000);
  afterAll(async () => {
    await town.close();
    await cleanUp();
  });

  it.each(SETTLE_POINTS.map(({ name }, index) => [name, index] as const))('%s: booked once', async (_, index) => {
    const { invoiceId } = pages[index]!;
    expect(await CHECKOUT_FLOW.outcome(town, { invoiceId, key: '', carried: '', facts: {} })).toEqual(
      CHECKOUT_FLOW.expected,
    );
  });

  it('keeps every invariant, here and at Stripe', async () => {
    expect(await town.breaches()).toEqual([]);
  });
});

describe('The receipt of money in the ledger, cut off by a crash', () => {
  let town: Town;
  const taken: Taken[] = [];

  /** The papers of one payment, and the numbers they carry. */
  const issued = ({ receiptId }: Taken) =>
    town.database.query<{ version: number; number: string }>(
      `SELECT version, number FROM documents WHERE kind = 'receipt' AND id = $1`,
      [receiptId],
    );

  beforeAll(async () => {
    build();
    town = await Town.open();
    for (let point = 0; point < RECEIPT_POINTS.length; point += 1) taken.push(await takeCash(town));
    const stopped: Stopped[] = [];
    for (const [index, point] of RECEIPT_POINTS.entries()) stopped.push(await point.reach(town, taken[index]!));
    await crash(town, stopped);
    await town.waitForRest(RESOLVED_WITHIN_MS);
  }, 240_000);
  afterAll(async () => {
    await town.close();
    await cleanUp();
  });

  it.each(RECEIPT_POINTS.map(({ name }, index) => [name, index] as const))('%s: one, ever', async (_, index) => {
    const first = await askForReceipt(town.desk, taken[index]!);
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.equals(await askForReceipt(town.desk, taken[index]!))).toBe(true);
    expect(await issued(taken[index]!)).toEqual([{ version: 1, number: expect.stringMatching(/^RCT-\d{6}$/) }]);
  });

  it('leaves no gap in the numbers', async () => {
    const gaps = await town.database.query(
      `SELECT s.clinic_id FROM number_sequences s LEFT JOIN documents d
           ON d.clinic_id = s.clinic_id AND d.kind = 'receipt' AND d.version = 1
        WHERE s.kind = 'receipt' GROUP BY s.clinic_id, s.last_number HAVING count(DISTINCT d.number) <> s.last_number`,
    );
    expect(gaps).toEqual([]);
  });

  it('keeps every invariant, here and at Stripe', async () => {
    expect(await town.breaches()).toEqual([]);
  });
});
