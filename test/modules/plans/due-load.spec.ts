import { parseBusinessDate } from '../../../src/kernel/business-date';
import { DueInstallmentsReader } from '../../../src/modules/plans/due-installments.reader';
import { startTestApp } from '../../support/app';
import { openDemo } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { openPlan } from '../../support/plans';

const PLANS = 10_000;
const PAGE = 1_000;

/** Copies of one plan with its invoice, charge and open item, so that the reader has ten thousand to look through. */
const COPIES = `
  WITH n AS MATERIALIZED (SELECT g, gen_random_uuid() AS plan, gen_random_uuid() AS invoice, gen_random_uuid() AS charge FROM generate_series(1, ${PLANS - 1}) g),
  i AS (INSERT INTO invoices SELECT (jsonb_populate_record(x, jsonb_build_object('id', n.invoice, 'number', 'COPY-' || n.g))).* FROM n, invoices x WHERE x.id = $2),
  c AS (INSERT INTO charges SELECT (jsonb_populate_record(x, jsonb_build_object('id', n.charge, 'invoice_id', n.invoice, 'line_number', n.g % 30000 + 2))).* FROM n, charges x WHERE x.invoice_id = $2),
  o AS (INSERT INTO open_items (clinic_id, account_number, item_id, patient_id, invoice_id, effective_on, original_cents, open_cents)
    SELECT x.clinic_id, 1100, n.charge, x.patient_id, n.invoice, x.effective_on, x.original_cents, x.open_cents FROM n, open_items x WHERE x.invoice_id = $2),
  p AS (INSERT INTO payment_plans SELECT (jsonb_populate_record(x, jsonb_build_object('id', n.plan, 'number', 'COPY-' || n.g))).* FROM n, payment_plans x WHERE x.id = $1),
  v AS (INSERT INTO payment_plan_invoices SELECT (jsonb_populate_record(x, jsonb_build_object('plan_id', n.plan, 'invoice_id', n.invoice))).* FROM n, payment_plan_invoices x WHERE x.plan_id = $1),
  s AS (INSERT INTO plan_schedules SELECT (jsonb_populate_record(x, jsonb_build_object('plan_id', n.plan))).* FROM n, plan_schedules x WHERE x.plan_id = $1)
  INSERT INTO installments SELECT (jsonb_populate_record(x, jsonb_build_object('plan_id', n.plan))).* FROM n, installments x WHERE x.plan_id = $1`;

it('reads ten thousand due installments page by page, each once', async () => {
  const app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
  try {
    const { cascade } = await openDemo(app);
    const plan = await openPlan(cascade.desk, [['intake']]);
    await app.database.query(COPIES, [plan.id, plan.invoiceIds[0]]);
    await app.database.query('ANALYZE');
    const seen = new Set<string>();
    await app.as(cascade.id, async () => {
      const reader = app.get(DueInstallmentsReader);
      const on = parseBusinessDate('2026-03-31');
      for (let page = await reader.on(on, { limit: PAGE }); page.length > 0;) {
        for (const { planId, number, left } of page) seen.add(`${planId} ${number} ${left.toJSON()}`);
        page = await reader.on(on, { limit: PAGE, after: page.at(-1)! });
      }
    });
    expect(seen.size).toBe(PLANS);
  } finally {
    await app.close();
  }
}, 120_000);
