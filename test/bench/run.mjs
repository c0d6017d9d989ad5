// npm run bench: every figure is taken against a reference of the same run. `node test/bench/run.mjs start` runs one part.
import { cpus } from 'node:os';

const PARTS = [
  'start',
  'cash-payment',
  'refund',
  'webhooks',
  'due-installments',
  'claim-batch',
  'remittance',
  'reports-growth',
  'reports-export',
];
const wanted = process.argv.slice(2);

process.stdout.write(`${cpus().length} cores, Node ${process.version}\n`);
for (const part of PARTS.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const { run } = await import(`./${part}.bench.mjs`);
  process.stdout.write(`\n${part}\n`);
  await run((what, figure) => process.stdout.write(`  ${what.padEnd(60)} ${figure}\n`));
}
