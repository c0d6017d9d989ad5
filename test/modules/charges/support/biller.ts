import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../../support/app';
import { type Answer, type Desk, ok, openDesk } from '../../../support/desk';
import { type DemoClinicUnderTest, registerPatient } from '../../../support/demo';

export interface Adjustment {
  id: string;
  chargeId: string;
  type: string;
  amountCents: number;
  status: string;
  approvalId: string | null;
  code?: string;
  maximumCents?: number;
  useInstead?: string;
}

export interface Invoice {
  id: string;
  number: string;
  status: string;
  patientId: string;
  totalCents: number;
  paidCents: number;
  balanceCents: number;
  voidedAt: string | null;
  lines: { chargeId: string; openCents: number; writtenOffCents: number; adjustments: Adjustment[] }[];
  code?: string;
}

/** A biller and the admin who is the second person, at one clinic. */
export async function openBiller(app: TestApp, clinic: DemoClinicUnderTest) {
  const biller = await openDesk(app, clinic.id, 'biller');
  const admin = await openDesk(app, clinic.id, 'admin');
  const invoice = async (id: string): Promise<Invoice> => ok(await biller.get<Invoice>(`/v1/invoices/${id}`));
  const firstCharge = async (invoiceId: string): Promise<string> => (await invoice(invoiceId)).lines[0]!.chargeId;
  const adjust = (
    chargeId: string,
    wish: { type: string; amountCents: number; reason?: string },
    { by = biller, key = randomUUID() }: { by?: Desk; key?: string } = {},
  ): Promise<Answer<Adjustment>> =>
    by.post<Adjustment>(`/v1/charges/${chargeId}/adjustments`, { reason: 'As agreed', ...wish }, key);
  const courtesy = (chargeId: string, amountCents: number) => adjust(chargeId, { type: 'courtesy', amountCents });
  const reverse = (id: string, key = randomUUID()) =>
    biller.post<Adjustment>(`/v1/adjustments/${id}/reverse`, { reason: 'Made in error' }, key);
  const voidInvoice = (id: string, key = randomUUID()) =>
    biller.post<Invoice & { paidCents?: number; paymentIds?: string[] }>(
      `/v1/invoices/${id}/void`,
      { reason: 'The wrong service' },
      key,
    );
  const writeOff = (id: string, type = 'bad_debt', key = randomUUID()) =>
    biller.post<Invoice>(`/v1/invoices/${id}/write-off`, { type, reason: 'Three letters, no answer' }, key);
  const decide = (approvalId: string | null, decision: 'approve' | 'reject' = 'approve', by = admin) =>
    by.post<{ status: string; code?: string }>(`/v1/approvals/${approvalId}/${decision}`, {});
  const payCash = async (invoiceId: string, amountCents: number) =>
    ok(
      await clinic.desk.post<{ id: string }>(`/v1/invoices/${invoiceId}/payments`, {
        tenders: [{ type: 'cash', amountCents }],
      }),
    );
  const creditOf = async (patientId: string) =>
    ok(await biller.get<{ unappliedCreditCents: number }>(`/v1/patients/${patientId}/account`)).unappliedCreditCents;
  const statusesOf = async (chargeId: string) =>
    ok(await biller.get<{ data: Adjustment[] }>(`/v1/charges/${chargeId}/adjustments`)).data.map(
      ({ type, amountCents, status }) => [type, amountCents, status],
    );
  return {
    biller,
    admin,
    invoice,
    firstCharge,
    adjust,
    courtesy,
    reverse,
    voidInvoice,
    writeOff,
    decide,
    payCash,
    creditOf,
    statusesOf,
  };
}

export type Biller = Awaited<ReturnType<typeof openBiller>>;

export interface InsuredVisit {
  id: string;
  patientId: string;
  authorizationId: string;
  /** The charge the plan is billed for. */
  chargeId: string;
  invoiceId: string | null;
}

/** A Spravato visit the patient's plan has authorized, with self-pay services beside it. */
export async function postInsuredVisit(at: Biller, desk: Desk, ...selfPay: string[]): Promise<InsuredVisit> {
  const patient = await registerPatient(desk);
  const coverage = ok(
    await desk.post<{ id: string }>(`/v1/patients/${patient.id}/coverages`, {
      payerName: 'Example Health Plan',
      payerId: '60054',
      memberId: 'W1',
      planType: 'commercial',
      networkStatus: 'in',
      effectiveFrom: '2026-01-01',
    }),
  );
  const authorization = ok(
    await at.biller.post<{ id: string }>(`/v1/patients/${patient.id}/authorizations`, {
      coverageId: coverage.id,
      number: 'PA998877',
      codes: ['G2082'],
      units: 12,
      from: '2026-01-01',
      to: '2026-12-31',
    }),
  );
  if (selfPay.length > 0)
    ok(
      await desk.post(`/v1/patients/${patient.id}/self-pay-elections`, {
        scope: 'service',
        serviceCode: selfPay[0],
        reason: 'Privacy',
        signedAt: '2026-01-02T16:00:00Z',
      }),
    );
  const visit = ok(
    await desk.post<{
      id: string;
      invoiceId: string | null;
      charges: { id: string; route: { destination: string } }[];
    }>('/v1/visits', {
      patientId: patient.id,
      providerId: ok(await desk.get<{ providers: { id: string }[] }>('/v1/clinic')).providers[0]!.id,
      dateOfService: '2026-03-02',
      diagnoses: ['F33.2'],
      lines: ['spravato-56', ...selfPay].map((serviceCode) => ({ serviceCode })),
    }),
  );
  const charge = visit.charges.find(({ route }) => route.destination === 'insurance');
  if (!charge) throw new Error('the visit was not routed to insurance');
  return {
    id: visit.id,
    invoiceId: visit.invoiceId,
    patientId: patient.id,
    authorizationId: authorization.id,
    chargeId: charge.id,
  };
}
