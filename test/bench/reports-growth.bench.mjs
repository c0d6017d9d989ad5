// What a longer history costs: the reports that are read every day over the API, at ten thousand, a hundred thousand and a
// million journal lines of which the same are open; every report of each clinic has to agree with its ledger.
// BENCH_REPORT_LINES: how many lines, comma-separated.
import { startFilled } from './generator/filled-service.mjs';
import { median } from './load.mjs';

const SIZES = (process.env.BENCH_REPORT_LINES ?? '10000,100000,1000000').split(',').map(Number);
const TIMES = 15;
const GOAL = 2;

const dayBefore = (day, days) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

/** Milliseconds of an answer, whole: the median of many, after one to warm up. */
async function timed(read) {
  await read();
  const took = [];
  for (let n = 0; n < TIMES; n += 1) {
    const begun = performance.now();
    await read();
    took.push(performance.now() - begun);
  }
  return median(took);
}

const READS = {
  'A/R aging': ({ until }) => `/v1/reports/ar-aging?asOf=${until}`,
  'day sheet of a day': ({ until }) => `/v1/reports/day-sheet?from=${until}&to=${until}`,
  'trial balance of a month': ({ until }) => `/v1/reports/trial-balance?from=${dayBefore(until, 30)}&to=${until}`,
  'patient account': ({ patientId }) => `/v1/patients/${patientId}/account`,
};

/** Reports that differ from the ledger, by name: over all the years; those with a row a line over the last month. */
async function untied({ call }, until) {
  const wrong = [];
  for (const { name } of (await call('GET', '/v1/reports')).data) {
    const days = /^(journal-|general-ledger|audit-log)/.test(name) ? 31 : 1_200;
    const report = await call('GET', `/v1/reports/${name}?from=${dayBefore(until, days)}&to=${until}`);
    if (report.differenceCents !== 0 || report.differences.length > 0) wrong.push(name);
  }
  return wrong;
}

async function measure(lines, report) {
  const filled = await startFilled(lines);
  try {
    const { desk, until, client } = filled;
    const { rows } = await client.query(
      `SELECT patient_id AS "patientId" FROM open_items WHERE clinic_id = $1 AND is_open GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
      [desk.clinicId],
    );
    report(
      `${filled.filled.lines} lines filled, books without a finding (goal 20000/s)`,
      `${Math.round(filled.filled.rate)}/s`,
    );
    const took = {};
    for (const [what, path] of Object.entries(READS))
      took[what] = await timed(() => desk.call('GET', path({ until, patientId: rows[0].patientId })));
    const wrong = await untied(desk, until);
    report('… reports that differ from the ledger (goal none)', wrong.join(', ') || 'none');
    return took;
  } finally {
    await filled.stop();
  }
}

export async function run(report) {
  const sizes = [];
  for (const lines of SIZES) sizes.push(await measure(lines, report));
  for (const what of Object.keys(READS)) {
    const took = sizes.map((size) => size[what]);
    report(what, took.map((ms) => `${ms.toFixed(1)} ms`).join(', '));
    report(`… last against first (goal < ${GOAL}x)`, `${(took.at(-1) / took[0]).toFixed(2)}x`);
  }
}
