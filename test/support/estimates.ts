import type { EstimateDisputeView } from '../../src/modules/estimates/estimate-dispute.view';
import { type Answer, type Desk, ok } from './desk';
import { registerPatient } from './demo';

export interface IssuedEstimate {
  readonly id: string;
  readonly patientId: string;
  readonly providerId: string;
}

export const providerOf = async (desk: Desk): Promise<string> =>
  ok(await desk.get<{ providers: { id: string }[] }>('/v1/clinic')).providers[0]!.id;

/** An estimate for somebody new: a course, or lines. */
export async function issueEstimate(desk: Desk, estimate: object): Promise<IssuedEstimate> {
  const { id: patientId } = await registerPatient(desk);
  const providerId = await providerOf(desk);
  const { id } = ok(await desk.post<{ id: string }>('/v1/estimates', { patientId, providerId, ...estimate }));
  return { id, patientId, providerId };
}

/** A visit under an estimate; the answer as it comes. */
export const billUnder = (
  desk: Desk,
  { patientId, providerId }: IssuedEstimate,
  visit: { codes: string[]; on: string } & Record<string, unknown>,
): Promise<
  Answer<{ id: string; invoiceId: string; code?: string; excessCents?: number; charges: { id: string }[] }>
> => {
  const { codes, on: dateOfService, ...more } = visit;
  const lines = codes.map((serviceCode) => ({ serviceCode }));
  return desk.post('/v1/visits', { patientId, providerId, dateOfService, diagnoses: ['F33.2'], lines, ...more });
};

export const openDispute = (desk: Desk, estimateId: string, initiatedOn: string) =>
  desk.post<EstimateDisputeView & { code?: string }>(`/v1/estimates/${estimateId}/disputes`, { initiatedOn });
