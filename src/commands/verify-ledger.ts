import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from '../boot/create-app';
import { inPlainWords } from '../boot/plain-words';
import { prepareServices } from '../boot/prepare-services';
import { DailyClosesReader } from '../modules/cashiering/daily-closes.reader';
import { BalancesReader } from '../modules/ledger/balances.reader';
import { ClinicsReader } from '../modules/clinics/clinics.reader';
import { readEnvironment } from '../platform/config/environment';
import { RequestContext } from '../platform/context/request-context';

const ACTOR = { kind: 'system', id: 'verify-ledger', label: 'verify-ledger' } as const;

/** Prints what is wrong in any clinic's book; answers how many findings there are. */
async function verify(app: INestApplicationContext): Promise<number> {
  let findings = 0;
  for (const clinicId of await app.get(ClinicsReader, { strict: false }).allClinicIds()) {
    const found = await app
      .get(RequestContext)
      .runAs({ clinicId, actor: ACTOR }, async () => [
        ...(await app.get(BalancesReader, { strict: false }).verify()),
        ...(await app.get(DailyClosesReader, { strict: false }).verify()),
      ]);
    for (const { finding, subject } of found) process.stdout.write(`${clinicId}  ${finding}  ${subject}\n`);
    findings += found.length;
    process.stdout.write(`${clinicId}  ${found.length === 0 ? 'holds' : `${found.length} findings`}\n`);
  }
  return findings;
}

/**
 * Checks every clinic's whole book: balance, content hashes, the chain of seals, open items, roll-ups, daily closes and
 * drawers. Exits 1 on a finding.
 */
void inPlainWords(async () => {
  const services = await prepareServices({ ...readEnvironment(process.env), logLevel: 'error' }, 'command');
  try {
    const app = await createApp(services.settings);
    await app.init();
    process.exitCode = (await verify(app)) === 0 ? 0 : 1;
    await app.close();
  } finally {
    await services.stop();
  }
});
