import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../../support/app';
import { type Answer, type Desk, ok, openDesk } from '../../../support/desk';
import type { DemoClinicUnderTest } from '../../../support/demo';

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
