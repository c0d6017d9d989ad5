import fc from 'fast-check';
import type { StatementModel } from '../../../src/modules/documents/models/statement.model';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type Biller, openBiller } from '../charges/support/biller';
import { pdfReader } from './fetch-pdf';

type Step =
  | { do: 'visit'; services: readonly string[] }
  | { do: 'pay' | 'overpay' | 'lower' | 'spend'; cents: number; which: number }
  | { do: 'void' | 'reverse' | 'writeOff'; which: number };

const which = fc.nat({ max: 20 });
const cents = fc.integer({ min: 1, max: 9_999 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('visit' as const),
      services: fc.constantFrom(['intake'], ['integration', 'intake']),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('pay' as const, 'overpay' as const, 'lower' as const, 'spend' as const),
      cents,
      which,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('void' as const, 'reverse' as const, 'writeOff' as const), which }),
  },
);

describe('A statement over any history', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let at: Biller;
  let pdf: Awaited<ReturnType<typeof pdfReader>>;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    at = await openBiller(app, cascade);
    pdf = await pdfReader(app, cascade.id);
  });
  afterAll(() => app.close());

  /** Plays one step; what the rules refuse is no part of the history. */
  async function play(step: Step, patientId: string): Promise<void> {
    if (step.do === 'visit') {
      const dateOfService = clock.now().toZonedDateTimeISO('America/Los_Angeles').toPlainDate().toString();
      await postVisit(desk, [...step.services], { patientId, dateOfService });
      return;
    }
    const { data } = ok(await desk.get<{ data: { id: string }[] }>(`/v1/invoices?patientId=${patientId}`));
    const invoice = data[step.which % Math.max(1, data.length)];
    if (!invoice) return;
    const tenders = (type: string, amountCents: number, keepExcessAsCredit = false) =>
      desk.post(`/v1/invoices/${invoice.id}/payments`, { tenders: [{ type, amountCents }], keepExcessAsCredit });
    const chargeId = await at.firstCharge(invoice.id);
    if (step.do === 'pay') await tenders('cash', step.cents);
    if (step.do === 'overpay') await tenders('cash', step.cents + 20_000, true);
    if (step.do === 'spend') await tenders('unapplied_credit', step.cents);
    if (step.do === 'lower') await at.courtesy(chargeId, step.cents);
    if (step.do === 'void') await at.voidInvoice(invoice.id);
    if (step.do === 'writeOff') await at.writeOff(invoice.id);
    if (step.do === 'reverse') {
      const { lines } = await at.invoice(invoice.id);
      const adjustment = lines[0]?.adjustments[step.which % Math.max(1, lines[0].adjustments.length)];
      if (adjustment) await at.reverse(adjustment.id);
    }
  }

  /** The account as the journal has it, by another way than the statement's. */
  const ledgerAt = async (patientId: string, day: string): Promise<number> =>
    (
      await app.database.query<{ cents: string }>(
        `SELECT coalesce(sum(l.amount_cents), 0) AS cents FROM journal_entries e
           JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
           JOIN open_items o ON o.clinic_id = l.clinic_id AND o.account_number = l.account_number AND o.item_id = l.item_id
          WHERE o.patient_id = $1 AND l.account_number <> 1200 AND e.effective_on <= $2`,
        [patientId, day],
      )
    ).map((row) => Number(row.cents))[0]!;

  it('is the opening balance plus every line, and the ledger to the cent on both days', async () => {
    let kinds = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ step: anyStep, days: fc.integer({ min: 0, max: 9 }) }), { minLength: 6, maxLength: 16 }),
        fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 0, max: 90 })),
        async (history, [start, length]) => {
          clock.set('2026-03-02T20:00:00Z');
          const patientId = (await registerPatient(desk)).id;
          for (const { step, days } of [{ step: { do: 'visit', services: ['intake'] } as Step, days: 0 }, ...history]) {
            clock.advance({ hours: 24 * days, minutes: 1 });
            await play(step, patientId);
          }
          const from = clock.now().toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: start });
          const to = from.add({ days: length });
          const path = `/v1/patients/${patientId}/statement.pdf?from=${from.toString()}&to=${to.toString()}`;
          expect((await pdf(path)).status).toBe(200);
          const [row] = await app.database.query<{ model: StatementModel }>(
            `SELECT model FROM documents WHERE patient_id = $1 AND kind = 'statement'`,
            [patientId],
          );
          const { openingCents, closingCents, dueCents, creditCents, activity, totals } = row!.model;
          const moved = activity.reduce((sum, line) => sum + line.amountCents, 0);
          kinds += activity.length;
          expect(openingCents + moved).toBe(closingCents);
          expect(openingCents + Object.values(totals).reduce((sum, each) => sum + each, 0)).toBe(closingCents);
          expect(activity.at(-1)?.balanceCents ?? openingCents).toBe(closingCents);
          expect(dueCents - creditCents).toBe(closingCents);
          expect(await ledgerAt(patientId, from.subtract({ days: 1 }).toString())).toBe(openingCents);
          expect(await ledgerAt(patientId, to.toString())).toBe(closingCents);
        },
      ),
      { numRuns: 8 },
    );
    expect(kinds).toBeGreaterThan(0);
    await expectLedgerTies(app, cascade.id);
  }, 120_000);
});
