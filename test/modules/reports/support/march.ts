import { openDemo, type DemoClinicUnderTest, postVisit, registerPatient } from '../../../support/demo';
import { ok, openDesk } from '../../../support/desk';
import type { FixedClock } from '../../../support/fixed-clock';
import type { TestApp } from '../../../support/app';

/** Two days of March with the same figures every time: what the golden files tell. */
export async function tellMarch(
  app: TestApp,
  clock: FixedClock,
): Promise<{ cascade: DemoClinicUnderTest; potomac: DemoClinicUnderTest }> {
  const { cascade, potomac } = await openDemo(app);
  const { desk } = cascade;
  const biller = await openDesk(app, cascade.id, 'biller');
  const pay = async (invoiceId: string, ...tenders: object[]) =>
    ok(await desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders }));
  const intake = await postVisit(desk, ['intake']);
  await pay(
    intake.invoiceId,
    { type: 'cash', amountCents: 12_000 },
    { type: 'check', reference: '1001', amountCents: 10_000 },
  );
  const session = await postVisit(desk, ['experiential-im']);
  await pay(session.invoiceId, { type: 'external_card', reference: 'T-1', amountCents: 25_000 });
  clock.set('2026-03-03T20:00:00Z');
  const group = await postVisit(desk, [], {
    dateOfService: '2026-03-03',
    lines: [{ serviceCode: 'group-im', householdSize: 1, householdIncomeCents: 3_000_000 }],
  });
  await pay(group.invoiceId, { type: 'venmo', reference: 'V-1', feeCents: 352, amountCents: 18_000 });
  const { charges } = ok(await desk.get<{ charges: { id: string }[] }>(`/v1/visits/${session.id}`));
  ok(
    await biller.post(`/v1/charges/${charges[0]!.id}/adjustments`, {
      type: 'courtesy',
      amountCents: 5_000,
      reason: 'Waited long',
    }),
  );
  const { id: patientId } = await registerPatient(desk, { firstName: '=cmd|calc', lastName: 'Öğüt' });
  ok(
    await desk.post(`/v1/patients/${patientId}/deposits`, {
      purpose: 'deposit',
      tenders: [{ type: 'cash', amountCents: 30_000 }],
    }),
  );
  return { cascade, potomac };
}
