// npm run faults: kills the service at every point of every flow, whether it is asked again or not, and simulates people
// while things break, FAULT_RUNS times (3 unless told) with new seeds, and says how often what held. A seed that broke
// something is replayed with SIM_SEED.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './service.mjs';

const RUNS = Number(process.env.FAULT_RUNS ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'billing-faults-'));
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();

/** Runs one spec and counts its tests. A spec that never got to say anything is a failure of one. */
function jest(spec, env) {
  const outputFile = join(folder, 'results.json');
  rmSync(outputFile, { force: true });
  const args = ['jest', spec, '--runInBand', '--json', `--outputFile=${outputFile}`, '--silent'];
  spawnSync('npx', args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'ignore'] });
  const result = existsSync(outputFile) && JSON.parse(readFileSync(outputFile, 'utf8'));
  if (!result?.numPassedTests && !result?.numFailedTests)
    return { passed: 0, failed: 1, failures: [{ fullName: `${spec} did not run` }] };
  const { numPassedTests, numFailedTests, testResults } = result;
  const failures = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests, failures };
}

const total = { points: 0, simulations: 0, violations: 0 };
process.stdout.write(`commit ${commit}, ${RUNS} runs\n`);
for (let run = 1; run <= RUNS; run += 1) {
  const seed = randomInt(1_000_000_000);
  const sweep = jest('test/faults/processes/crash-sweep', {});
  const janitor = jest('test/faults/processes/janitor', {});
  const simulation = jest('test/faults/processes/simulation', { SIM_SEED: String(seed), FAULT_RUNS: '1' });
  const broken = [...sweep.failures, ...janitor.failures, ...simulation.failures];
  const [checks, held] = [sweep, janitor].reduce(
    ([all, good], { passed, failed }) => [all + passed + failed, good + passed],
    [0, 0],
  );
  total.points += checks;
  total.simulations += simulation.passed + simulation.failed;
  total.violations += broken.length;
  process.stdout.write(
    `run ${run}: ${held} of ${checks} crash checks hold, simulation SIM_SEED=${seed} ${simulation.failed ? 'BROKEN' : 'holds'}\n`,
  );
  for (const { fullName } of broken) process.stdout.write(`  ${fullName}\n`);
}
rmSync(folder, { recursive: true });
process.stdout.write(
  `${total.points} crash checks and ${total.simulations} simulations: ${total.violations} violations\n`,
);
process.exitCode = total.violations > 0 ? 1 : 0;
