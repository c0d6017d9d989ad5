// How long `npm start` takes to answer: with an empty data folder, and with one that was there.
import { median } from './load.mjs';
import { newDataDir, removeDataDir, startService } from './service.mjs';

const WARM_STARTS = 5;
const AT_REST_MS = 5_000;

export async function run(report) {
  const dataDir = newDataDir();
  try {
    const cold = await startService(dataDir);
    report('start to ready, empty data folder', `${(cold.readyMs / 1000).toFixed(1)} s`);
    await cold.stop();
    const warm = [];
    let resident = 0;
    for (let i = 0; i < WARM_STARTS; i += 1) {
      const service = await startService(dataDir);
      warm.push(service.readyMs);
      if (i === WARM_STARTS - 1) {
        await new Promise((resolve) => setTimeout(resolve, AT_REST_MS));
        resident = service.residentMb();
      }
      await service.stop();
    }
    report('start to ready, warm (goal 5 s)', `${(median(warm) / 1000).toFixed(1)} s`);
    report('resident memory at rest, API + worker + pages + sandbox', `${Math.round(resident)} MB`);
  } finally {
    removeDataDir(dataDir);
  }
}
