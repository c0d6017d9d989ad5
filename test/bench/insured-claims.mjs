// Claims of a demo clinic that are ready to be sent, for benchmarks of files to and from payers.
import { readFileSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { credentialsOf } from './service.mjs';

/** Visits of one patient: few enough that a patient's file stays one, many enough that few patients have to be made. */
const VISITS_A_PATIENT = 50;
const CALLERS = 8;
const CODES = `service_code,payer_id,effective_from,effective_to,code,modifiers,units,place_of_service
intake,12345,2020-01-01,,99204,,1,
integration,12345,2020-01-01,,90834,,1,
`;

function callerOf(baseUrl, key) {
  return async (method, path, body, type = 'application/json') => {
    const answer = await fetch(baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': type, 'idempotency-key': randomUUID() }),
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };
}

/** Runs `work` for every turn, so many at once. */
async function each(count, work) {
  let next = 0;
  const caller = async () => {
    for (let turn = next++; turn < count; turn = next++) await work(turn);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

/**
 * So many claims of $390.00 in two lines, each of a visit of today, checked and ready.
 * @returns callers by role, and the claims' control numbers
 */
export async function readyClaims(service, dataDir, count) {
  const { clinics } = await credentialsOf(dataDir);
  const clinic = clinics.find(({ slug }) => slug === 'cascade');
  const call = Object.fromEntries(clinic.users.map(({ role, apiKey }) => [role, callerOf(service.baseUrl, apiKey)]));
  await call.admin('POST', '/v1/services/code-set-imports', CODES, 'text/csv');
  const { providers, timeZone, npi } = await call.front_desk('GET', '/v1/clinic');
  await call.admin('PUT', '/v1/claim-settings', {
    submitterId: 'SUBMITTER',
    receiverId: 'CLEARINGHOUSE',
    receiverName: 'Clearinghouse',
    contactName: 'Billing',
    usage: 'test',
    billingTaxonomyCode: '2084P0800X',
    billingPostalCode: '97201-0001',
    remsSiteId: null,
  });
  const patients = [];
  await each(Math.ceil(count / VISITS_A_PATIENT), async (turn) => {
    const { id } = await call.front_desk('POST', '/v1/patients', {
      firstName: 'Ada',
      lastName: `Bench${turn}`,
      dateOfBirth: '1985-01-31',
      sex: 'female',
      address: { line1: '1 Sample Ave', city: 'Portland', state: 'OR', postalCode: '97202' },
    });
    await call.front_desk('POST', `/v1/patients/${id}/coverages`, {
      payerName: 'Example Payer',
      payerId: '12345',
      memberId: `W${100000000 + turn}`,
      planType: 'commercial',
      networkStatus: 'in',
      effectiveFrom: '2020-01-01',
    });
    patients.push(id);
  });
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
  const claimIds = [];
  await each(count, async (turn) => {
    const { claimId } = await call.front_desk('POST', '/v1/visits', {
      patientId: patients[turn % patients.length],
      providerId: providers[0].id,
      dateOfService: today,
      diagnoses: ['F33.2'],
      lines: [{ serviceCode: 'intake' }, { serviceCode: 'integration' }],
    });
    claimIds.push(claimId);
  });
  const controlNumbers = [];
  await each(count, async (turn) => {
    const checked = await call.biller('POST', `/v1/claims/${claimIds[turn]}/checks`, {});
    if (!checked.isReady) throw new Error(JSON.stringify(checked.findings));
  });
  for (let cursor; ;) {
    const page = await call.biller('GET', `/v1/claims?limit=200${cursor ? `&cursor=${cursor}` : ''}`);
    controlNumbers.push(...page.data.map(({ controlNumber }) => controlNumber));
    cursor = page.nextCursor;
    if (!cursor) break;
  }
  return { call, controlNumbers, npi, clinicId: clinic.id };
}

const memoryMb = (pid, what) =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** Watches the memory of a process from now on: what it has, and a function that tells the most it had since, in MB. */
export function watchMemory(pid) {
  // Forgets the peak so far (proc(5), clear_refs).
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return { nowMb: memoryMb(pid, 'VmRSS'), peakMb: () => memoryMb(pid, 'VmHWM') };
}

/** The 835 in which a payer decides about claims: 80 % paid, the rest by contract and the patient's, to the cent. */
export function remittanceOf({ controlNumbers, npi, trace = 'BENCH0001' }) {
  const claims = controlNumbers.map((control) =>
    [
      `CLP*${control}*1*390*272*48*12*ICN${control}*11*1`,
      'NM1*QC*1*BENCH*ADA****MI*W100000000',
      'SVC*HC:99204*220*152**1',
      'DTM*472*20260101',
      'CAS*CO*45*40',
      'CAS*PR*2*28',
      'REF*6R*L0001',
      'AMT*B6*180',
      'SVC*HC:90834*170*120**1',
      'DTM*472*20260101',
      'CAS*CO*45*30',
      'CAS*PR*2*20',
      'REF*6R*L0002',
      'AMT*B6*140',
    ].join('~\n'),
  );
  const body = [
    'ST*835*0001',
    `BPR*I*${272 * controlNumbers.length}*C*ACH*CCP*01*111111111*DA*1*1512345678**01*222222222*DA*2*20261201`,
    `TRN*1*${trace}*1512345678`,
    'DTM*405*20261201',
    'N1*PR*EXAMPLE PAYER',
    `N1*PE*EXAMPLE CLINIC PC*XX*${npi}`,
    'LX*1',
    ...claims,
  ];
  const segments = 7 + controlNumbers.length * 14 + 1;
  return [
    'ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *261201*0900*^*00501*000000002*0*T*:',
    'GS*HP*PAYER*CLINIC*20261201*0900*1*X*005010X221A1',
    ...body,
    `SE*${segments}*0001`,
    'GE*1*1',
    'IEA*1*000000002',
  ]
    .map((segment) => `${segment}~\n`)
    .join('');
}
