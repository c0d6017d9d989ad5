import type { ClinicId } from '../../../../src/kernel/ids';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, ok, openDesk } from '../../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../../support/demo';
import { openPlan } from '../../../support/plans';
import { stripeDesk } from '../../../support/stripe-desk';
import { remittanceText, S3_CLAIM } from '../../../domain/claims/support/remittances';
import { openClaimsDesk, postClaim, remit, sendClaim } from '../../claims/support/claims-desk';
import { keepBooks } from '../../../support/keep-books';

/** Two clinics with something for every report: a self-pay one with a card processor, and one that bills insurance. */
export interface ReportStory {
  readonly app: TestApp;
  readonly cascade: DemoClinicUnderTest;
  readonly potomac: DemoClinicUnderTest;
  readonly insured: ClinicId;
  /** Of `cascade`. */
  readonly accountant: Desk;
  readonly admin: Desk;
}

export async function tellReportStory(): Promise<ReportStory> {
  const app = await startTestApp({ withStripe: true });
  const { cascade, potomac } = await openDemo(app);
  await tellSelfPay(app, cascade);
  const claims = await openClaimsDesk(app);
  const claim = await postClaim(claims);
  await sendClaim(claims, claim);
  await remit(claims, remittanceText({ trace: 'T1', claims: [{ ...S3_CLAIM, control: claim.controlNumber }] }));
  for (const id of [cascade.id, claims.clinicId]) await keepBooks(app, id);
  return {
    app,
    cascade,
    potomac,
    insured: claims.clinicId,
    accountant: await openDesk(app, cascade.id, 'accountant'),
    admin: await openDesk(app, cascade.id, 'admin'),
  };
}

/** Cash, a check, Venmo on a sliding scale, a card with its payout, a deposit that was earned, a courtesy, a refund, a void. */
async function tellSelfPay(app: TestApp, { id, desk }: DemoClinicUnderTest): Promise<void> {
  const biller = await openDesk(app, id, 'biller');
  const pay = async (invoiceId: string, ...tenders: object[]) =>
    ok(await desk.post<{ id: string }>(`/v1/invoices/${invoiceId}/payments`, { tenders }));
  const split = await postVisit(desk, ['intake']);
  const { id: paymentId } = await pay(
    split.invoiceId,
    { type: 'cash', amountCents: 10_000 },
    { type: 'check', reference: '1001', amountCents: 12_000 },
  );
  const charges = ok(await desk.get<{ charges: { id: string }[] }>(`/v1/visits/${split.id}`)).charges;
  ok(
    await biller.post(`/v1/charges/${charges[0]!.id}/adjustments`, {
      type: 'courtesy',
      amountCents: 5_000,
      reason: 'Waited long',
    }),
  );
  ok(await biller.post(`/v1/payments/${paymentId}/refunds`, { amountCents: 2_000, reason: 'requested_by_patient' }));
  const group = await postVisit(desk, [], {
    lines: [{ serviceCode: 'group-im', householdSize: 1, householdIncomeCents: 3_000_000 }],
  });
  await pay(group.invoiceId, { type: 'venmo', reference: 'V-1', feeCents: 352, amountCents: 18_000 });
  const { id: patientId } = await registerPatient(desk);
  ok(
    await desk.post(`/v1/patients/${patientId}/deposits`, {
      purpose: 'deposit',
      tenders: [{ type: 'cash', amountCents: 30_000 }],
    }),
  );
  await postVisit(desk, ['intake'], { patientId });
  ok(await desk.post(`/v1/patients/${patientId}/credits/apply`, {}));
  const wrong = await postVisit(desk, ['integration']);
  const { id: voided } = await pay(wrong.invoiceId, { type: 'cash', amountCents: 1_000 });
  ok(await desk.post(`/v1/payments/${voided}/void`, { reason: 'Wrong bill' }));
  await tellEstimate(desk);
  await openPlan(desk, [['preparation']], { firstDueOn: portlandToday() });
  const at = stripeDesk(app, desk);
  await at.payByCard('experiential-im');
  await at.control('payout', {});
  await at.quiet();
}

const portlandToday = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format();

async function tellEstimate(desk: Desk): Promise<void> {
  const { id: patientId } = await registerPatient(desk);
  const { providers } = ok(await desk.get<{ providers: { id: string }[] }>('/v1/clinic'));
  const today = portlandToday();
  ok(
    await desk.post('/v1/estimates', {
      patientId,
      providerId: providers[0]!.id,
      lines: [{ serviceCode: 'intake' }],
      requestedAt: `${today}T08:00:00Z`,
      startsOn: today,
    }),
  );
  await postVisit(desk, ['intake'], { patientId, dateOfService: today });
}
