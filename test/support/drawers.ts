import { randomUUID } from 'node:crypto';
import { credit, debit } from '../../src/domain/ledger/journal';
import { ACCOUNT } from '../../src/domain/ledger/accounts';
import { parseBusinessDate } from '../../src/kernel/business-date';
import type { ClinicId, InvoiceId, JournalEntryId, PatientId } from '../../src/kernel/ids';
import { Money } from '../../src/kernel/money';
import { OpenDay } from '../../src/modules/ledger/open-day';
import { PostJournalEntry } from '../../src/modules/ledger/post-journal-entry';
import { ReverseJournalEntry } from '../../src/modules/ledger/reverse-journal-entry';
import type { Actor } from '../../src/platform/context/request-context';
import { Transactions } from '../../src/platform/database/transactions';
import type { TestApp } from './app';
import { type Answer, type Desk, ok, openDesk } from './desk';
import type { PostedVisit } from './demo';

export interface Session {
  id: string;
  status: string;
  heldBy: string;
  expectedCents: number | null;
  countedCents: number | null;
  overShortCents: number | null;
  overShortReason: string | null;
  depositCents: number | null;
  nextFloatCents: number | null;
  movements: { entryId: string; kind: string; amountCents: number }[];
  counts: { moment: string; countedCents: number; expectedCents: number | null; overShortCents: number | null }[];
}

export interface Drawer {
  id: string;
  name: string;
  status: string;
  location: { id: string; name: string };
  session: Session | null;
  code?: string;
}

/** Notes and coins that come to the amount, the largest first. */
export function countOf(cents: number): { denominationCents: number; count: number }[] {
  let rest = cents;
  return [10_000, 2_000, 500, 100, 25, 10, 5, 1].map((denominationCents) => {
    const count = Math.floor(rest / denominationCents);
    rest -= count * denominationCents;
    return { denominationCents, count };
  });
}

/** The clinic's drawers, by location. */
export const drawersOf = async (desk: Desk): Promise<Drawer[]> =>
  ok(await desk.get<{ data: Drawer[] }>('/v1/drawers')).data;

export const openDrawer = (desk: Desk, id: string, openFloatCents = 20_000, more: object = {}) =>
  desk.post<Drawer>(`/v1/drawers/${id}/open`, { openFloatCents, ...more });

export const closeDrawer = (desk: Desk, id: string, countedCents: number, more: object = {}) =>
  desk.post<Drawer>(`/v1/drawers/${id}/close`, { counts: countOf(countedCents), ...more });

export const payCash = async (desk: Desk, visit: PostedVisit, amountCents: number): Promise<{ id: string }> =>
  ok(
    await desk.post<{ id: string }>(`/v1/invoices/${visit.invoiceId}/payments`, {
      tenders: [{ type: 'cash', amountCents }],
    }),
  );

/** Cash of a payment given back to the patient by a biller. */
export async function giveBackCash(
  app: TestApp,
  clinicId: ClinicId,
  { payment, cents }: { payment: { id: string }; cents: number },
): Promise<void> {
  const biller = await openDesk(app, clinicId, 'biller');
  ok(await biller.post(`/v1/payments/${payment.id}/refunds`, { amountCents: cents, reason: 'courtesy' }));
}

/**
 * Cash given back to a patient, as the journal has it: Dr 1100 (the charge owes it again) / Cr 1020, source `refund`.
 * Drawers find it in the journal, whoever posts it.
 */
export async function refundCash(
  app: TestApp,
  clinicId: ClinicId,
  refund: { visit: PostedVisit; cents: number; on: string; by?: Partial<Actor> },
): Promise<void> {
  const { visit, cents, on, by } = refund;
  const [charge] = await app.database.query<{ id: string }>(`SELECT id FROM charges WHERE visit_id = $1 LIMIT 1`, [
    visit.id,
  ]);
  const amount = Money.cents(cents);
  const item = {
    patientId: visit.patientId as PatientId,
    invoiceId: visit.invoiceId as InvoiceId,
    itemId: charge!.id,
  };
  await app.as(
    clinicId,
    () =>
      app.get(Transactions).run(async () => {
        await app.get(PostJournalEntry).execute({
          kind: 'refund',
          source: { type: 'refund', id: randomUUID() },
          effectiveOn: await app.get(OpenDay).for(parseBusinessDate(on)),
          lines: [debit(ACCOUNT.patientReceivable, amount, item), credit(ACCOUNT.cashDrawer, amount)],
        });
      }),
    by,
  );
}

/** Cash that another room books on 1020, as a bank deposit does. */
export async function postCash(app: TestApp, clinicId: ClinicId, cash: { cents: number; on: string }): Promise<void> {
  const amount = Money.cents(Math.abs(cash.cents));
  const [to, from] = cash.cents > 0 ? [1020, 1000] : [1000, 1020];
  await app.as(clinicId, () =>
    app.get(Transactions).run(async () => {
      await app.get(PostJournalEntry).execute({
        kind: 'deposit',
        source: { type: 'adjustment', id: randomUUID() },
        effectiveOn: await app.get(OpenDay).for(parseBusinessDate(cash.on)),
        lines: [debit(to, amount), credit(from, amount)],
      });
    }),
  );
}

/** Takes a cash payment back as entered in error: its entry reversed, as a void does. */
export async function voidCash(app: TestApp, clinicId: ClinicId, payment: { id: string }, on: string): Promise<void> {
  const [entry] = await app.database.query<{ id: JournalEntryId }>(
    `SELECT e.id FROM journal_entries e JOIN payment_tenders t ON t.id = e.source_id WHERE t.payment_id = $1 AND t.type = 'cash'`,
    [payment.id],
  );
  await app.as(clinicId, () =>
    app.get(Transactions).run(async () => {
      const effectiveOn = await app.get(OpenDay).for(parseBusinessDate(on));
      await app.get(ReverseJournalEntry).execute({ entryId: entry!.id, effectiveOn });
    }),
  );
}

/** What every story about drawers and days ends with, besides the ledger's own check. */
export async function expectClosesHold(app: TestApp, clinicId: ClinicId): Promise<void> {
  const findings = await app.database.query('SELECT * FROM verify_daily_closes($1)', [clinicId]);
  expect(findings).toEqual([]);
}

/** A refusal's code, status and facts. */
export const refusal = ({ status, body }: Answer<object>): { status: number; code: string } => ({
  status,
  code: (body as { code: string }).code,
});
