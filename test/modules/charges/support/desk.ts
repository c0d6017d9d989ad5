import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { parseBusinessDate } from '../../../../src/kernel/business-date';
import type { ClinicId, ProviderId } from '../../../../src/kernel/ids';
import { IssueApiKey } from '../../../../src/modules/access/issue-api-key';
import { DefineService, type DefineServiceInput } from '../../../../src/modules/catalog/define-service';
import { ClinicsReader } from '../../../../src/modules/clinics/clinics.reader';
import type { OpenClinicInput } from '../../../../src/modules/clinics/open-clinic';
import type { Role } from '../../../../src/platform/context/request-context';
import type { TestApp } from '../../../support/app';
import { openTestClinic } from '../../../support/clinics';

/** An answer with its body as any test wants to read it. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Record<string, string>;
}

/** A clinic's front desk over HTTP: every call as one role, with its API key. */
export interface Desk {
  readonly clinicId: ClinicId;
  readonly providerId: ProviderId;
  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>>;
  post<Body = Record<string, unknown>>(
    path: string,
    body: object,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  patch<Body = Record<string, unknown>>(
    path: string,
    body: object,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  delete<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>>;
  /** The same clinic as another role. */
  as(role: Role): Promise<Desk>;
}

const JAN_1 = parseBusinessDate('2026-01-01');

const fixed = (priceCents: number): DefineServiceInput['price'] => ({
  rule: { rule: 'fixed', priceCents },
  effectiveFrom: JAN_1,
});

/** The price list of the seed clinic, with a Spravato visit and a no-show fee beside it. */
export const SERVICES: readonly DefineServiceInput[] = [
  {
    code: 'intake',
    kind: 'intake',
    displayName: 'Initial medical and psychiatric intake',
    neutralName: 'Initial evaluation',
    durationMinutes: 50,
    documentRule: 'superbill',
    hsaFsaEligible: true,
    price: fixed(22000),
  },
  {
    code: 'experiential-im',
    kind: 'experiential',
    modality: 'im',
    displayName: 'Experiential session (IM)',
    neutralName: 'Individual session, 3 hours',
    durationMinutes: 180,
    documentRule: 'receipt_only',
    hsaFsaEligible: true,
    price: fixed(55000),
  },
  {
    code: 'integration',
    kind: 'integration',
    displayName: 'Integration session',
    neutralName: 'Follow-up session, 50 minutes',
    durationMinutes: 50,
    documentRule: 'superbill',
    hsaFsaEligible: true,
    price: fixed(17000),
  },
  {
    code: 'preparation',
    kind: 'preparation',
    displayName: 'Preparation session',
    neutralName: 'Preparation session, 50 minutes',
    durationMinutes: 50,
    documentRule: 'receipt_only',
    hsaFsaEligible: true,
    price: fixed(17000),
  },
  {
    code: 'group-im',
    kind: 'group_experiential',
    modality: 'im',
    displayName: 'Small group session (IM)',
    neutralName: 'Group session, 3 hours',
    durationMinutes: 180,
    documentRule: 'receipt_only',
    hsaFsaEligible: true,
    capacity: 6,
    price: {
      effectiveFrom: JAN_1,
      rule: {
        rule: 'sliding_scale',
        minCents: 18000,
        maxCents: 22000,
        tiers: [
          { upToPovertyBasisPoints: 20000, priceCents: 18000 },
          { upToPovertyBasisPoints: 30000, priceCents: 20000 },
          { upToPovertyBasisPoints: null, priceCents: 22000 },
        ],
      },
    },
  },
  {
    code: 'spravato-56',
    kind: 'spravato',
    modality: 'in',
    displayName: 'Spravato visit, 56 mg',
    neutralName: 'Monitored visit, 2 hours',
    durationMinutes: 120,
    documentRule: 'claim',
    hsaFsaEligible: true,
    price: fixed(120000),
  },
  {
    code: 'no-show-fee',
    kind: 'fee',
    displayName: 'Missed appointment',
    neutralName: 'Missed appointment',
    durationMinutes: 0,
    documentRule: 'receipt_only',
    hsaFsaEligible: false,
    price: fixed(5000),
  },
];

/** Opens a clinic with books and the price list, and a desk of it. */
export async function openDesk(app: TestApp, overrides: Partial<OpenClinicInput> = {}): Promise<Desk> {
  const clinicId = await openTestClinic(app, overrides);
  const providerId = await app.as(clinicId, async () => {
    for (const service of SERVICES) await app.get(DefineService).execute(service);
    const [provider] = (await app.get(ClinicsReader).current()).providers;
    return provider?.id as ProviderId;
  });
  return deskOf(app, { clinicId, providerId }, 'front_desk');
}

/** The desk of a clinic that is open already, at any replica. */
export async function deskOf(app: TestApp, clinic: Pick<Desk, 'clinicId' | 'providerId'>, role: Role): Promise<Desk> {
  const { key } = await app.as(clinic.clinicId, () => app.get(IssueApiKey).execute({ label: role, role }));
  const http = request(app.app.getHttpServer());
  const send = async <Body>(call: request.Test): Promise<Answer<Body>> => {
    const { status, body, headers } = await call.set('authorization', `Bearer ${key}`);
    return { status, body: body as Body, headers: headers as Record<string, string> };
  };
  return {
    ...clinic,
    get: (path) => send(http.get(path)),
    post: (path, body, headers = { 'idempotency-key': randomUUID() }) => send(http.post(path).set(headers).send(body)),
    patch: (path, body, headers = {}) => send(http.patch(path).set(headers).send(body)),
    delete: (path) => send(http.delete(path)),
    as: (other) => deskOf(app, clinic, other),
  };
}
