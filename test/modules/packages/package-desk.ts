import type { PackageView } from '../../../src/modules/packages/package.view';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { journalOf } from '../../support/ledger';
import { cash, offerPackage, sellPackage, type SoldPackage } from '../../support/packages';

/** A clinic that sells a course of four, and two integration visits for $306.00 (10 % off). */
export interface PackageDesk {
  readonly app: TestApp;
  readonly clock: FixedClock;
  readonly cascade: DemoClinicUnderTest;
  readonly potomac: DemoClinicUnderTest;
  readonly desk: Desk;
  readonly biller: Desk;
  readonly admin: Desk;
  patient(): Promise<string>;
  /** Two integration visits, paid in cash unless told. */
  sold(sale?: object, patientId?: string): Promise<SoldPackage>;
  read(id: string): Promise<PackageView>;
  entries(): Promise<number>;
  since(before: number): Promise<string[][]>;
  count(table: 'packages' | 'payments'): Promise<number>;
}

/** Refunds wait for nobody here. */
export async function openPackageDesk(): Promise<PackageDesk> {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  const app = await startTestApp({ clock });
  const { cascade, potomac } = await openDemo(app);
  const { desk } = cascade;
  await app.database.query(
    `UPDATE clinics SET policies = policies || '{"refundApprovalCents": 1000000}' WHERE id = $1`,
    [cascade.id],
  );
  await offerPackage(app, cascade.id, 'course-4');
  await offerPackage(app, cascade.id, 'two', {
    lines: [{ serviceCode: 'integration', quantity: 2 }],
    discountBasisPoints: 1_000,
  });
  const patient = async () => (await registerPatient(desk)).id;
  return {
    app,
    clock,
    cascade,
    potomac,
    desk,
    biller: await openDesk(app, cascade.id, 'biller'),
    admin: await openDesk(app, cascade.id, 'admin'),
    patient,
    sold: async (sale = cash(30_600), patientId) =>
      sellPackage(desk, { patientId: patientId ?? (await patient()), offerCode: 'two', ...sale }),
    read: async (id) => ok(await desk.get<PackageView>(`/v1/packages/${id}`)),
    entries: async () => (await journalOf(app, cascade.id)).length,
    since: async (before) => (await journalOf(app, cascade.id)).slice(before),
    count: async (table) =>
      Number((await app.database.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n),
  };
}
