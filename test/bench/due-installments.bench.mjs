// Installments that came due, charged by the worker: how many a second against saved cards charged over the API by as many
// callers as the worker has hands, whether each was charged once, and whether memory stays flat. BENCH_INSTALLMENTS: how many.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startSandbox } from './sandbox.mjs';
import { credentialsOf, embeddedUrl, newDataDir, removeDataDir, startService } from './service.mjs';

const COUNT = Number(process.env.BENCH_INSTALLMENTS ?? 10_000);
const PLANS_A_PATIENT = 50;
/** As many as the worker runs jobs at once. */
const HANDS = 4;
const REFERENCES = Math.min(400, COUNT);
const CALLERS = 8;
/** How often what the service holds is measured, at equal distances. */
const LOOKS = 5;
const PATIENCE_MS = 3_600_000;

/** Works through `count` turns with so many callers; answers turns a second. */
async function each(count, callers, work) {
  let next = 0;
  const begun = performance.now();
  const caller = async () => {
    for (let turn = next++; turn < count; turn = next++) await work(turn);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return count / ((performance.now() - begun) / 1000);
}

function callerOf(baseUrl, key) {
  return async (path, body, method = body === undefined ? 'GET' : 'POST') => {
    const answer = await fetch(baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
}

async function saveCard(call, patientId) {
  const { url } = await call(`/v1/patients/${patientId}/card-setups`, { label: 'personal' });
  await (await fetch(url)).text();
  const form = new URLSearchParams({
    email: 'patient@example.com',
    card_number: '4242424242424242',
    card_exp: '12/34',
    card_cvc: '123',
  });
  await fetch(url.split('?')[0], { method: 'POST', body: form, redirect: 'manual' });
  for (;;) {
    const [card] = (await call(`/v1/patients/${patientId}/payment-methods`)).data;
    if (card) return card.id;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function openPatient(call, n) {
  const patient = { firstName: 'Ada', lastName: `Bench${n}`, dateOfBirth: '1985-01-31', email: `ada${n}@example.com` };
  const { id } = await call('/v1/patients', patient);
  return { id, card: await saveCard(call, id) };
}

/** A zone in which it is noon: nothing is charged before nine. */
function zoneAtNoon() {
  const offset = 12 - new Date().getUTCHours();
  return offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

/** Plans of one installment, due today; their patients are held until all are there. */
async function prepare(call, today) {
  const { providers } = await call('/v1/clinic');
  const bill = async (patientId) =>
    (
      await call('/v1/visits', {
        patientId,
        providerId: providers[0].id,
        dateOfService: today,
        diagnoses: ['F33.2'],
        lines: [{ serviceCode: 'intake' }],
      })
    ).invoiceId;
  const patients = [];
  await each(Math.ceil(COUNT / PLANS_A_PATIENT), CALLERS, async (n) => {
    patients[n] = await openPatient(call, n);
    await call(`/v1/patients/${patients[n].id}/reminder-hold`, { reason: 'other' });
  });
  const paying = await openPatient(call, 'Desk');
  await each(COUNT, CALLERS, async (n) => {
    const { id: patientId, card: paymentMethodId } = patients[Math.floor(n / PLANS_A_PATIENT)];
    const { id } = await call('/v1/payment-plans', {
      patientId,
      invoiceIds: [await bill(patientId)],
      installments: 1,
      frequency: 'monthly',
      firstDueOn: today,
      agreement: { signedName: 'Ada Bench' },
    });
    const { textSha256 } = await call(`/v1/payment-plans/${id}/autopay/preview`, { paymentMethodId });
    const consent = { acceptedName: 'Ada Bench', method: 'in_person', textSha256 };
    await call(`/v1/payment-plans/${id}/autopay`, { paymentMethodId, consent });
  });
  const invoices = [];
  await each(REFERENCES, CALLERS, async (n) => (invoices[n] = await bill(paying.id)));
  return { patients, invoices, card: paying.card };
}

const PROGRESS = `SELECT count(*) FILTER (WHERE outcome = 'collected')::int AS collected, count(*)::int AS attempts,
    extract(epoch FROM max(ended_at) - min(started_at))::float8 AS seconds FROM collection_attempts`;

const ONCE = `SELECT count(*)::int AS charges, count(DISTINCT t.stripe_payment_intent_id)::int AS intents
  FROM collection_attempts a JOIN payment_tenders t ON t.clinic_id = a.clinic_id AND t.payment_id = a.payment_id AND t.state = 'succeeded'`;

/** One for the sandbox, beside that of the service. */
async function newDatabase(client, url) {
  await client.query('CREATE DATABASE sandbox_of_the_bench');
  const own = new URL(url);
  own.pathname = '/sandbox_of_the_bench';
  return own.href;
}

export async function run(report) {
  const dataDir = newDataDir();
  const postgres = await embeddedUrl(dataDir);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const sandbox = await startSandbox(await newDatabase(client, postgres.url));
  const service = await startService(dataDir, sandbox.env);
  sandbox.tell(service.baseUrl);
  try {
    const { clinics } = await credentialsOf(dataDir);
    await client.query('UPDATE clinics SET time_zone = $1', [zoneAtNoon()]);
    const { users } = clinics[0];
    const call = callerOf(service.baseUrl, users.find(({ role }) => role === 'front_desk').apiKey);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: zoneAtNoon() }).format(new Date());
    const { patients, invoices, card } = await prepare(call, today);
    const reference = await each(REFERENCES, HANDS, (n) =>
      call(`/v1/invoices/${invoices[n]}/payments`, {
        tenders: [{ type: 'card_on_file', paymentMethodId: card, amountCents: 22_000 }],
      }),
    );
    for (const { id } of patients) await call(`/v1/patients/${id}/reminder-hold`, undefined, 'DELETE');
    const ended = performance.now() + PATIENCE_MS;
    const memory = [];
    const held = [];
    let progress = { collected: 0 };
    while (progress.collected < COUNT && performance.now() < ended) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      progress = (await client.query(PROGRESS)).rows[0];
      if (progress.collected > 0) memory.push(service.residentMb());
      if (progress.collected >= (COUNT * (held.length + 1)) / LOOKS) held.push(await service.heldMb());
    }
    const rate = progress.collected / progress.seconds;
    const { charges, intents } = (await client.query(ONCE)).rows[0];
    const half = memory.slice(0, Math.ceil(memory.length / 2));
    const rest = memory.slice(Math.floor(memory.length / 2));
    report(`saved cards charged over the API by ${HANDS} callers`, `${reference.toFixed(1)}/s`);
    report(`${COUNT} due installments charged by the worker`, `${rate.toFixed(1)}/s`);
    report('… against the reference of this run', `${(rate / reference).toFixed(2)}x`);
    report(
      `… charged once (goal ${COUNT} of ${COUNT})`,
      `${intents} charges, ${charges} booked, ${progress.attempts} tries`,
    );
    report(
      '… resident memory, most of the first and the second half',
      `${Math.max(...half).toFixed(0)}, ${Math.max(...rest).toFixed(0)} MB`,
    );
    report(
      '… held after a collection, from a fifth to all of them charged',
      `${held.map((mb) => mb.toFixed(0)).join(', ')} MB`,
    );
  } finally {
    await client.end();
    await service.stop();
    await sandbox.stop();
    await postgres.stop();
    removeDataDir(dataDir);
  }
}
