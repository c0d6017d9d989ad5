import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { ACCOUNT } from '../../../src/domain/ledger/accounts';
import { credit, debit } from '../../../src/domain/ledger/journal';
import { adjustmentRecipe, type AdjustmentType } from '../../../src/domain/ledger/recipes';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import type { ChargeId, InvoiceId, PatientId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import type { InvoiceView } from '../../../src/modules/charges/invoice.view';
import { OpenChargesReader } from '../../../src/modules/charges/open-charges.reader';
import type { VisitView } from '../../../src/modules/charges/visit.view';
import { PostJournalEntry } from '../../../src/modules/ledger/post-journal-entry';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type Desk, openDesk } from './support/desk';
import { invoiceOf, postVisit, registerPatient } from './support/visits';

const TODAY = parseBusinessDate('2026-11-22');

describe('What is open on an invoice', () => {
  let app: TestApp;
  let desk: Desk;
  let patientId: PatientId;
  let visit: VisitView;
  const clock = FixedClock.at('2026-11-22T17:00:00Z');

  beforeAll(async () => {
    app = await startTestApp({ clock });
  });

  beforeEach(async () => {
    desk = await openDesk(app);
    patientId = (await registerPatient(desk)) as PatientId;
    visit = await postVisit(desk, { patientId, lines: [{ serviceCode: 'intake' }, { serviceCode: 'no-show-fee' }] });
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const inTransaction = <T>(work: () => Promise<T>): Promise<T> =>
    app.as(desk.clinicId, () => app.get(Transactions).run(work));
  const chargeId = (line: number): ChargeId => visit.charges[line]?.id as ChargeId;
  const invoiceId = (): InvoiceId => visit.invoiceId as InvoiceId;
  const lock = (id = invoiceId()) => app.get(OpenChargesReader).lockInvoice(id);

  /** Takes cash for a charge, as the payments room would book it. */
  const pay = (line: number, cents: number) => {
    const amount = Money.cents(cents);
    const dimensions = { patientId, invoiceId: invoiceId(), itemId: chargeId(line) };
    return app.get(PostJournalEntry).execute({
      kind: 'payment',
      source: { type: 'payment', id: randomUUID() },
      effectiveOn: TODAY,
      lines: [debit(ACCOUNT.cashDrawer, amount), credit(ACCOUNT.patientReceivable, amount, dimensions)],
    });
  };
  const adjust = (line: number, type: AdjustmentType, cents: number) =>
    inTransaction(async () => {
      const id = randomUUID();
      const amount = Money.cents(cents);
      const item = { chargeId: chargeId(line), patientId, invoiceId: invoiceId(), destination: 'self_pay' } as const;
      await app.get(PostJournalEntry).execute({
        kind: 'adjustment',
        source: { type: 'adjustment', id },
        effectiveOn: TODAY,
        lines: adjustmentRecipe({ ...item, type, amount }),
      });
      await app.database.query(
        `INSERT INTO adjustments (clinic_id, id, charge_id, type, amount_cents, reason) VALUES ($1, $2, $3, $4, $5, 'test')`,
        [desk.clinicId, id, chargeId(line), type, cents],
      );
    });
  /** Until a statement in this database waits for somebody's lock. */
  const someoneWaits = async (): Promise<void> => {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await app.database.query(waiting)).length === 0) await new Promise((resolve) => setImmediate(resolve));
  };
  const figures = async () => {
    const { status, totalCents, paidCents, balanceCents, hsaFsaEligibleCents } = await invoiceOf(desk, visit.invoiceId);
    return [status, totalCents, paidCents, balanceCents, hsaFsaEligibleCents];
  };
  const listed = async (status: string): Promise<boolean> => {
    const { body } = await desk.get<{ data: InvoiceView[] }>(`/v1/invoices?patientId=${patientId}&status=${status}`);
    return body.data.some((invoice) => invoice.id === visit.invoiceId && invoice.status === status);
  };

  it('goes from open over partly paid to paid as the ledger is paid', async () => {
    expect(await figures()).toEqual(['open', 27000, 0, 27000, 22000]);
    await inTransaction(() => pay(0, 10000));
    expect(await figures()).toEqual(['partly_paid', 27000, 10000, 17000, 12000]);
    const { lines } = await invoiceOf(desk, visit.invoiceId);
    expect(lines.map((line) => [line.amountCents, line.paidCents, line.openCents, line.hsaFsaEligible])).toEqual([
      [22000, 10000, 12000, true],
      [5000, 0, 5000, false],
    ]);
    await inTransaction(async () => void (await Promise.all([pay(0, 12000), pay(1, 5000)])));
    expect(await figures()).toEqual(['paid', 27000, 27000, 0, 0]);
  });

  it('is less after a courtesy, and written off when given up', async () => {
    await adjust(0, 'courtesy', 2000);
    expect(await figures()).toEqual(['open', 25000, 0, 25000, 20000]);
    await inTransaction(() => pay(0, 20000));
    await adjust(1, 'bad_debt', 5000);
    expect(await figures()).toEqual(['written_off', 25000, 20000, 0, 0]);
  });

  it('is listed under the status it has, and no other', async () => {
    const steps: [string, () => Promise<unknown>][] = [
      ['open', () => Promise.resolve()],
      ['partly_paid', () => inTransaction(() => pay(0, 22000))],
      ['written_off', () => adjust(1, 'bad_debt', 5000)],
      ['void', () => app.database.query('UPDATE invoices SET voided_at = now() WHERE id = $1', [visit.invoiceId])],
    ];
    for (const [status, step] of steps) {
      await step();
      const found: string[] = [];
      for (const asked of ['open', 'partly_paid', 'paid', 'written_off', 'void'])
        if (await listed(asked)) found.push(asked);
      expect(found).toEqual([status]);
    }
    expect((await desk.get('/v1/invoices?status=late')).status).toBe(400);
  });

  it('is locked in the order of charge ids, whole, with what a payment needs to know', async () => {
    const open = await inTransaction(() => lock());
    expect(open).toEqual({
      invoiceId: visit.invoiceId,
      number: 'INV-000001',
      patientId,
      issuedOn: expect.any(Temporal.PlainDate),
      isVoided: false,
      charges: [
        {
          chargeId: chargeId(0),
          invoiceId: visit.invoiceId,
          invoiceNumber: 'INV-000001',
          openCents: 22000n,
          hsaFsaEligible: true,
          rendered: true,
          dateOfService: expect.any(Temporal.PlainDate),
          serviceCode: 'intake',
        },
        expect.objectContaining({ chargeId: chargeId(1), openCents: 5000n, hsaFsaEligible: false }),
      ],
    });
    expect([open.issuedOn.toString(), open.charges[0]?.dateOfService.toString()]).toEqual(['2026-11-22', '2026-11-22']);
  });

  it('makes a second payer wait and then see what the first one left', async () => {
    const order: string[] = [];
    let locked: () => void = () => undefined;
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const first = inTransaction(async () => {
      await lock();
      locked();
      await someoneWaits();
      await pay(0, 22000);
      order.push('first');
    });
    await isLocked;
    const second = inTransaction(async () => {
      const open = await lock();
      order.push('second');
      return open.charges.map((charge) => charge.openCents);
    });
    await first;
    expect(await second).toEqual([0n, 5000n]);
    expect(order).toEqual(['first', 'second']);
  });

  it('is unknown to another clinic, and as a lock outside a transaction is refused', async () => {
    const other = await openDesk(app);
    for (const id of [invoiceId(), randomUUID() as InvoiceId])
      await expect(app.as(other.clinicId, () => app.get(Transactions).run(() => lock(id)))).rejects.toMatchObject({
        code: 'invoice_unknown',
      });
    await expect(app.as(desk.clinicId, () => lock())).rejects.toThrow('transaction');
  });

  it('says when the invoice was voided', async () => {
    await app.database.query('UPDATE invoices SET voided_at = now() WHERE id = $1', [visit.invoiceId]);
    expect((await inTransaction(() => lock())).isVoided).toBe(true);
    expect(await app.as(desk.clinicId, () => app.get(OpenChargesReader).ofPatient(patientId))).toEqual([]);
  });

  it('is gathered for a patient over all invoices, the oldest service first', async () => {
    clock.advance({ seconds: 1 });
    const older = await postVisit(desk, {
      patientId,
      dateOfService: '2026-11-01',
      lines: [{ serviceCode: 'integration' }],
    });
    await inTransaction(() => pay(1, 5000));
    const open = await app.as(desk.clinicId, () => app.get(OpenChargesReader).ofPatient(patientId));
    expect(open.map((charge) => [charge.invoiceId, charge.serviceCode, charge.openCents])).toEqual([
      [older.invoiceId, 'integration', 17000n],
      [visit.invoiceId, 'intake', 22000n],
    ]);
  });

  it('is listed newest first, page by page', async () => {
    clock.advance({ seconds: 1 });
    const second = await postVisit(desk, { patientId, lines: [{ serviceCode: 'intake' }] });
    const first = await desk.get<{ data: InvoiceView[]; nextCursor: string }>(`/v1/invoices?limit=1`);
    const rest = await desk.get<{ data: InvoiceView[]; nextCursor: string | null }>(
      `/v1/invoices?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect([...first.body.data, ...rest.body.data].map((invoice) => invoice.id)).toEqual([
      second.invoiceId,
      visit.invoiceId,
    ]);
    expect(rest.body.nextCursor).toBeNull();
  });
});
