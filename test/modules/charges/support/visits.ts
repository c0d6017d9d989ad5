import type { InvoiceView } from '../../../../src/modules/charges/invoice.view';
import type { QuoteView } from '../../../../src/modules/charges/quote.view';
import type { VisitView } from '../../../../src/modules/charges/visit.view';
import type { Answer, Desk } from './desk';

/** A plan the clinic is in network with; override what the test is about. */
export const PLAN = {
  payerName: 'Example Health Plan',
  payerId: '60054',
  memberId: 'W1',
  planType: 'commercial',
  networkStatus: 'in',
  effectiveFrom: '2026-01-01',
};

/** Status and problem code of a refusal. */
export const codeOf = (answer: Answer<object>) => [answer.status, 'code' in answer.body && answer.body.code];

/** Registers somebody and gives their id. */
export async function registerPatient(desk: Desk): Promise<string> {
  const { status, body } = await desk.post<{ id: string }>('/v1/patients', {
    firstName: 'Ada',
    lastName: 'Canary',
    dateOfBirth: '1990-02-28',
  });
  expect(status).toBe(201);
  return body.id;
}

/** A quote that must succeed. */
export async function quoteOf(desk: Desk, body: object): Promise<QuoteView> {
  const answer = await desk.post<QuoteView>('/v1/quotes', body, {});
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

/** A visit of the desk's provider that must succeed; today, unless told. */
export async function postVisit(desk: Desk, body: object): Promise<VisitView> {
  const visit = { providerId: desk.providerId, dateOfService: '2026-11-22', diagnoses: ['F33.2'], ...body };
  const answer = await desk.post<VisitView>('/v1/visits', visit);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}

/** An invoice that must be there. */
export async function invoiceOf(desk: Desk, id: string | null): Promise<InvoiceView> {
  const answer = await desk.get<InvoiceView>(`/v1/invoices/${id}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

/** A patient with a plan. */
export interface CoveredPatient {
  readonly id: string;
  readonly coverageId: string;
}

/** Registers somebody with {@link PLAN}, changed as told. */
export async function coveredPatient(desk: Desk, plan: object = {}): Promise<CoveredPatient> {
  const id = await registerPatient(desk);
  const { status, body } = await desk.post<{ id: string }>(`/v1/patients/${id}/coverages`, { ...PLAN, ...plan });
  expect(status).toBe(201);
  return { id, coverageId: body.id };
}

/** Writes down an authorization for 112 mg of esketamine, changed as told; gives its id. */
export async function authorize(desk: Desk, patient: CoveredPatient, grant: object = {}): Promise<string> {
  const biller = await desk.as('biller');
  const { status, body } = await biller.post<{ id: string }>(`/v1/patients/${patient.id}/authorizations`, {
    coverageId: patient.coverageId,
    number: 'PA998877',
    codes: ['J0013'],
    units: 112,
    from: '2026-11-01',
    to: '2027-04-30',
    ...grant,
  });
  expect(status).toBe(201);
  return body.id;
}
