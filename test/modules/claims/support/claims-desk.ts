import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { parseBusinessDate } from '../../../../src/kernel/business-date';
import { IssueApiKey } from '../../../../src/modules/access/issue-api-key';
import { DefineService, type DefineServiceInput } from '../../../../src/modules/catalog/define-service';
import { ImportCodeSet } from '../../../../src/modules/catalog/import-code-set';
import { ClaimSettings } from '../../../../src/modules/claims/claim-settings';
import type { ClaimView } from '../../../../src/modules/claims/claim.view';
import type { PostedRemittanceView } from '../../../../src/modules/claims/remittance.view';
import type { TestApp } from '../../../support/app';
import { type Answer, type Desk, openDesk } from '../../charges/support/desk';
import { postVisit } from '../../charges/support/visits';

const from = parseBusinessDate('2026-01-01');

const spravato = (
  code: string,
  priceCents: number,
  overrides: Partial<DefineServiceInput> = {},
): DefineServiceInput => ({
  code,
  kind: 'spravato',
  modality: 'in',
  displayName: code,
  neutralName: 'Monitored visit',
  durationMinutes: 120,
  documentRule: 'claim',
  hsaFsaEligible: true,
  price: { rule: { rule: 'fixed', priceCents }, effectiveFrom: from },
  ...overrides,
});

// The drug by the milligram and the visit beside it, as scenario S3 has them; the bundle of S13.
const SERVICES: readonly DefineServiceInput[] = [
  spravato('esketamine-56', 85000),
  spravato('observation', 35000, { kind: 'integration', modality: undefined, revenueAccount: 4040 }),
  spravato('bundle-84', 150000),
  spravato('bundle-56', 120000),
  // Drug and visit in one charge, divided as the clinic charges for them; and one whose shares it has not told.
  spravato('treatment-56', 120000),
  spravato('unshared-56', 100001),
];

const CODE_SETS = `service_code,payer_id,effective_from,effective_to,code,modifiers,units,place_of_service,charge
esketamine-56,,2026-01-01,,J0013,,per_mg,,
observation,,2026-01-01,,99215,,1,,
bundle-84,,2026-01-01,,G2083,,1,,
bundle-56,,2026-01-01,,G2082,,1,,
treatment-56,,2026-01-01,,J0013,,per_mg,,850.00
treatment-56,,2026-01-01,,99215,25,1,,350
treatment-56,SETA,2026-01-01,,G2082,,1,,
treatment-56,SETC,2026-01-01,,99215,,1,,
unshared-56,,2026-01-01,,J0013,,per_mg,,
unshared-56,,2026-01-01,,99215,,1,,
`;

/** A biller of a clinic that sends Spravato claims. */
export interface ClaimsDesk extends Desk {
  readonly frontDesk: Desk;
  put<Body = Record<string, unknown>>(path: string, body: object): Promise<Answer<Body>>;
  /** Sends an X12 file. */
  file<Body = Record<string, unknown>>(path: string, text: string): Promise<Answer<Body>>;
  /** A file as it would be downloaded. */
  text(path: string): Promise<{ status: number; text: string }>;
}

/** The clinic of the domain brief's sample, ready to send claims. */
export async function openClaimsDesk(app: TestApp): Promise<ClaimsDesk> {
  const frontDesk = await openDesk(app, { name: 'Example Clinic', legalName: 'Example Clinic PC' });
  const { clinicId } = frontDesk;
  const key = await app.as(clinicId, async () => {
    for (const service of SERVICES) await app.get(DefineService).execute(service);
    await app.get(ImportCodeSet).execute({ csv: CODE_SETS });
    await app.get(ClaimSettings).set({
      submitterId: 'SUBMITTER',
      receiverId: 'CLEARINGHOUSE',
      receiverName: 'Clearinghouse',
      contactName: 'Billing',
      usage: 'test',
      billingTaxonomyCode: '2084P0800X',
      billingPostalCode: '97201-0001',
      remsSiteId: 'REMS-SITE-1',
    });
    return (await app.get(IssueApiKey).execute({ label: 'biller', role: 'biller' })).key;
  });
  const http = request(app.app.getHttpServer());
  const send = async <Body>(call: request.Test): Promise<Answer<Body>> => {
    const { status, body, headers } = await call.set('authorization', `Bearer ${key}`);
    return { status, body: body as Body, headers: headers as Record<string, string> };
  };
  return {
    ...(await frontDesk.as('biller')),
    frontDesk,
    post: (path, body, headers = { 'idempotency-key': randomUUID() }) => send(http.post(path).set(headers).send(body)),
    put: (path, body) => send(http.put(path).send(body)),
    file: (path, text) => send(http.post(path).set('content-type', 'text/plain').send(text)),
    text: async (path) => {
      const { status, body } = await http
        .get(path)
        .set('authorization', `Bearer ${key}`)
        .buffer(true)
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks).toString()));
        });
      return { status, text: body as string };
    },
  };
}

/** Jane Doe of the sample claim, with an authorization; the plan changed as told. */
export async function insuredPatient(desk: ClaimsDesk, plan: object = {}, grant: object = {}): Promise<string> {
  const patient = await desk.post<{ id: string }>('/v1/patients', {
    firstName: 'Jane',
    lastName: 'Doe',
    dateOfBirth: '1985-01-01',
    sex: 'female',
    address: { line1: '1 Sample Ave', city: 'Portland', state: 'OR', postalCode: '97202' },
  });
  const coverage = await desk.post<{ id: string }>(`/v1/patients/${patient.body.id}/coverages`, {
    payerName: 'Example Payer',
    payerId: '12345',
    memberId: 'W123456789',
    planType: 'commercial',
    networkStatus: 'in',
    medicalBenefit: true,
    effectiveFrom: '2026-01-01',
    ...plan,
  });
  const authorization = await desk.post(`/v1/patients/${patient.body.id}/authorizations`, {
    coverageId: coverage.body.id,
    number: 'PA998877',
    codes: ['J0013', 'G2083'],
    units: 672,
    from: '2026-11-01',
    to: '2027-04-30',
    ...grant,
  });
  expect([patient.status, coverage.status, authorization.status]).toEqual([201, 201, 201]);
  return patient.body.id;
}

/** What a complete record of the visit says. */
export const OBSERVATION = {
  startedAt: '2026-11-10T17:00:00Z',
  endedAt: '2026-11-10T19:05:00Z',
  remsPatientId: 'P-100',
  remsEnrolledOn: '2026-10-01',
  ndc: '50458-028-02',
  isEstablishedPatient: true,
  monitoringFormOn: '2026-11-11',
};

/** Posts the visit of the sample and gives its claim. */
export async function postClaim(
  desk: ClaimsDesk,
  {
    patientId,
    services = ['esketamine-56', 'observation'],
    observation = OBSERVATION,
  }: { patientId?: string; services?: string[]; observation?: object | null } = {},
): Promise<ClaimView> {
  const visit = await postVisit(desk.frontDesk, {
    patientId: patientId ?? (await insuredPatient(desk)),
    dateOfService: '2026-11-10',
    lines: services.map((serviceCode) => ({ serviceCode })),
  });
  if (observation)
    expect(await desk.put(`/v1/visits/${visit.id}/observation`, observation)).toMatchObject({ status: 200 });
  return claimOf(desk, visit.claimId);
}

/** A claim that must be there. */
export async function claimOf(desk: ClaimsDesk, id: string | null): Promise<ClaimView> {
  const { status, body } = await desk.get<ClaimView>(`/v1/claims/${id}`);
  expect(status).toBe(200);
  return body;
}

/** Sends a claim in a file of its own; gives the file's id and number. */
export async function sendClaim(
  desk: ClaimsDesk,
  claim: { id: string },
): Promise<{ id: string; controlNumber: number }> {
  const { status, body } = await desk.post<{ id: string; controlNumber: number }>('/v1/claim-batches', {
    claimIds: [claim.id],
  });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

/** Asks that a denied claim be given up, and lets an admin agree where the clinic wants a second person. */
export async function giveUp(desk: ClaimsDesk, id: string, note = 'Not worth it.'): Promise<ClaimView> {
  const asked = await desk.post<ClaimView>(`/v1/claims/${id}/write-off`, { note });
  expect(asked).toMatchObject({ status: 200 });
  if (asked.body.pendingWriteOff) await decide(desk, asked.body.pendingWriteOff.approvalId);
  return claimOf(desk, id);
}

/** An admin decides what somebody else asked for. */
export async function decide(desk: ClaimsDesk, approvalId: string, decision: 'approve' | 'reject' = 'approve') {
  const admin = await desk.frontDesk.as('admin');
  const answer = await admin.post(`/v1/approvals/${approvalId}/${decision}`, {});
  return [answer.status, 'code' in answer.body ? answer.body['code'] : undefined];
}

/** Posts a remittance that must be taken, whatever becomes of it. */
export async function remit(desk: ClaimsDesk, text: string): Promise<PostedRemittanceView> {
  const { status, body } = await desk.file<PostedRemittanceView>('/v1/remittances', text);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}
