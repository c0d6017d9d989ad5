// The front desk of a freshly started demo clinic, for benchmarks that need bills to work on.
import { randomUUID } from 'node:crypto';
import { credentialsOf } from './service.mjs';

/** The demo clinic and a caller of its API as one of its users. */
export async function openDesk(service, dataDir, role = 'front_desk') {
  const credentials = await credentialsOf(dataDir);
  const clinic = credentials.clinics.find(({ slug }) => slug === 'cascade');
  const { apiKey } = clinic.users.find((user) => user.role === role);
  const call = async (method, path, body) => {
    const headers = {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const answer = await fetch(service.baseUrl + path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return { clinicId: clinic.id, apiKey, call };
}

/** Visits of as many patients, $550.00 each; the ids of their invoices. */
export async function openInvoices({ call }, count) {
  const { providers } = await call('GET', '/v1/clinic');
  const invoices = [];
  const openOne = async () => {
    const patient = await call('POST', '/v1/patients', {
      firstName: 'Bench',
      lastName: randomUUID(),
      dateOfBirth: '1990-01-01',
    });
    const visit = await call('POST', '/v1/visits', {
      patientId: patient.id,
      providerId: providers[0].id,
      dateOfService: new Date().toISOString().slice(0, 10),
      diagnoses: ['F33.2'],
      lines: [{ serviceCode: 'experiential-im' }],
    });
    invoices.push(visit.invoiceId);
  };
  await inParallel(count, openOne);
  return invoices;
}

/** Calls `once` so many times, eight at a time. */
export async function inParallel(count, once) {
  let begun = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (begun < count) await once(begun++);
    }),
  );
}
