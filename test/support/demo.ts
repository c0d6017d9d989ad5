import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoCredentials } from '../../src/demo/demo-credentials';
import { OpenDemoClinics } from '../../src/demo/open-demo-clinics';
import type { ClinicId } from '../../src/kernel/ids';
import type { TestApp } from './app';
import { type Desk, ok, openDesk } from './desk';

/** One of the demo clinics, opened as the service opens it at its first start. */
export interface DemoClinicUnderTest {
  readonly id: ClinicId;
  readonly users: DemoCredentials['clinics'][number]['users'];
  readonly desk: Desk;
}

/** Both demo clinics, with their real price lists. */
export async function openDemo(app: TestApp): Promise<{ cascade: DemoClinicUnderTest; potomac: DemoClinicUnderTest }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'demo-'));
  try {
    const { clinics } = await app.get(OpenDemoClinics).execute({ appSecret: app.database.secrets.app, dataDir });
    const find = async (slug: string): Promise<DemoClinicUnderTest> => {
      const clinic = clinics.find((candidate) => candidate.slug === slug)!;
      const id = clinic.id as ClinicId;
      return { id, users: clinic.users, desk: await openDesk(app, id) };
    };
    return { cascade: await find('cascade'), potomac: await find('potomac') };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

let counter = 0;

/** Registers somebody new. */
export async function registerPatient(desk: Desk, overrides: Record<string, unknown> = {}): Promise<{ id: string }> {
  counter += 1;
  return ok(
    await desk.post<{ id: string }>('/v1/patients', {
      firstName: 'Ada',
      lastName: `Lovelace${counter}`,
      dateOfBirth: '1985-01-31',
      address: { line1: '1 Sample Ave', city: 'Portland', state: 'OR', postalCode: '97202' },
      ...overrides,
    }),
  );
}

export interface PostedVisit {
  readonly id: string;
  readonly invoiceId: string;
  readonly patientId: string;
}

/** Posts a rendered visit of the services for a new patient. */
export async function postVisit(
  desk: Desk,
  serviceCodes: string[],
  visit: Record<string, unknown> = {},
): Promise<PostedVisit> {
  const patientId = (visit['patientId'] as string | undefined) ?? (await registerPatient(desk)).id;
  const { providers } = ok(await desk.get<{ providers: { id: string }[] }>('/v1/clinic'));
  return ok(
    await desk.post<PostedVisit>('/v1/visits', {
      patientId,
      providerId: providers[0]!.id,
      dateOfService: '2026-03-02',
      diagnoses: ['F33.2'],
      lines: serviceCodes.map((serviceCode) => ({ serviceCode })),
      ...visit,
    }),
  );
}
