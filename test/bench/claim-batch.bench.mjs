// An 837P file of claims checked, built and stored over HTTP, against the bare writing of a file of as many claims.
// BENCH_BATCH_CLAIMS: how many.
import { join } from 'node:path';
import pg from 'pg';
import { readyClaims, watchMemory } from './insured-claims.mjs';
import { embeddedUrl, newDataDir, removeDataDir, ROOT, startService } from './service.mjs';

const CLAIMS = Number(process.env.BENCH_BATCH_CLAIMS ?? 10_000);

export async function run(report) {
  const dataDir = newDataDir();
  const service = await startService(dataDir);
  const postgres = await embeddedUrl(dataDir);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const { call } = await readyClaims(service, dataDir, CLAIMS);
    await client.query('ANALYZE');
    const memory = watchMemory(service.pid);
    const begun = performance.now();
    const batch = await call.biller('POST', '/v1/claim-batches', { payerId: '12345' });
    const took = (performance.now() - begun) / 1000;
    if (batch.claimCount !== CLAIMS) throw new Error(`the file has ${batch.claimCount} claims`);
    const bare = await bareWrite();
    report(`837P of ${CLAIMS} claims, checked, built and stored`, `${took.toFixed(1)} s`);
    report('claims a second', `${Math.round(CLAIMS / took)}/s`);
    report('bare writing of as many claims', `${Math.round(CLAIMS / bare)}/s`);
    report('ratio to bare writing', (bare / took).toFixed(3));
    report(
      'memory of the service before, and at its peak with the file',
      `${Math.round(memory.nowMb)} MB, ${Math.round(memory.peakMb())} MB`,
    );
  } finally {
    await client.end();
    await service.stop();
    await postgres.stop();
    removeDataDir(dataDir);
  }
}

/** Seconds to write the same number of claims from objects in memory. */
async function bareWrite() {
  const { write837p } = await import(join(ROOT, 'dist/src/domain/claims/write-837p.js'));
  const { Money } = await import(join(ROOT, 'dist/src/kernel/money.js'));
  const { parseBusinessDate } = await import(join(ROOT, 'dist/src/kernel/business-date.js'));
  const { Temporal } = await import('temporal-polyfill');
  const address = { line1: '1 Sample Ave', city: 'Portland', state: 'OR', postalCode: '97202-0001' };
  const dateOfService = parseBusinessDate('2026-01-01');
  const line = (number, procedureCode, cents) => ({
    controlNumber: `L000${number}`,
    procedureCode,
    modifiers: [],
    amount: Money.cents(cents),
    units: 1,
    diagnosisPointers: [1],
    dateOfService,
  });
  const claims = Array.from({ length: CLAIMS }, (_, n) => ({
    controlNumber: `C${String(n).padStart(7, '0')}`,
    frequency: 'original',
    total: Money.cents(39_000),
    placeOfService: '11',
    diagnoses: ['F33.2'],
    subscriber: {
      lastName: 'Bench',
      firstName: 'Ada',
      memberId: 'W100000000',
      responsibility: 'primary',
      filingCode: 'CI',
      address,
      dateOfBirth: parseBusinessDate('1985-01-31'),
      sex: 'F',
    },
    payer: { name: 'Example Payer', id: '12345' },
    rendering: { lastName: 'Smith', firstName: 'Alex', npi: '1234567893' },
    lines: [line(1, '99204', 22_000), line(2, '90834', 17_000)],
  }));
  const begun = performance.now();
  write837p({
    header: {
      senderId: 'SUBMITTER',
      receiverId: 'CLEARINGHOUSE',
      at: Temporal.PlainDateTime.from('2026-01-01T09:00'),
      usage: 'T',
      interchangeNumber: 1,
      groupNumber: 1,
      transactionNumber: 1,
    },
    reference: 'B0001',
    submitter: {
      name: 'Clinic',
      id: 'SUBMITTER',
      contactName: 'Billing',
      contactPhone: '5035550100',
      receiverName: 'Clearinghouse',
      receiverId: 'CLEARINGHOUSE',
    },
    billing: { name: 'Clinic', npi: '1999999984', ein: '123456789', taxonomyCode: '2084P0800X', address },
    claims,
  });
  return (performance.now() - begun) / 1000;
}
