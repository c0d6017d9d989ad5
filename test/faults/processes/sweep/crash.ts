import type { Town } from '../town';
import type { Flow, Subject } from './flow';
import { REQUEST_POINTS, type Stopped } from './points';

/** Kills every copy at once, with everything that was brought to its point. */
export async function crash(town: Town, stopped: readonly Stopped[]): Promise<void> {
  await town.killAll();
  for (const { afterDeath } of stopped) await afterDeath?.();
  await town.restartAll();
}

/** One piece of money at every point of a flow, and the service killed there. */
export async function crashEverywhere(town: Town, flow: Flow): Promise<{ subjects: Subject[]; stopped: Stopped[] }> {
  const subjects: Subject[] = [];
  // Before anything is held: what waits for a row that one of them holds may keep the others' jobs from their turn.
  for (let point = 0; point < REQUEST_POINTS.length; point += 1) subjects.push(await flow.prepare(town));
  const stopped: Stopped[] = [];
  for (const [index, point] of REQUEST_POINTS.entries()) stopped.push(await point.reach(town, flow, subjects[index]!));
  await crash(town, stopped);
  return { subjects, stopped };
}
