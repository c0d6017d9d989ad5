/** Runs `clients` loops of `once` for a time; answers operations per second. Bounded by the clock. */
export async function rate(clients, seconds, once) {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_unused, client) => {
      while (performance.now() < end) {
        await once(client);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - begun) / 1000);
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
