// node test/bench/generator/fill.mjs <url of the database's owner> <clinic id> <lines> <last day> [seed]: fills a clinic, checked
// by every trigger and key, and tells what it wrote.
import pg from 'pg';
import { fillClinic } from './fill-clinic.mjs';

const [connectionString, clinicId, lines, until, seed = '1'] = process.argv.slice(2);
const client = new pg.Client({ connectionString });
await client.connect();
try {
  const filled = await fillClinic([client], { clinicId, lines: Number(lines), until, seed: Number(seed), open: 60 });
  process.stdout.write(`${JSON.stringify(filled)}\n`);
} finally {
  await client.end();
}
