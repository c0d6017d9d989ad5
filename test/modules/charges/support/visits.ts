import type { InvoiceView } from '../../../../src/modules/charges/invoice.view';
import type { QuoteView } from '../../../../src/modules/charges/quote.view';
import type { VisitView } from '../../../../src/modules/charges/visit.view';
import type { Desk } from './desk';

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
