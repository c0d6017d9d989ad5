const STOP_WITHIN_MS = 25_000;

/**
 * Listens for SIGINT and SIGTERM from now on, so that a process that is told to stop while it starts still lets go of what
 * it started. If letting go takes longer than 25 seconds after the signal, the process ends with 1.
 */
export function listenForStop(): AbortSignal {
  const stop = new AbortController();
  const begin = (): void => {
    if (stop.signal.aborted) return;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop.abort();
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
  return stop.signal;
}

/** Resolves when the process is told to stop. */
export async function told(stop: AbortSignal): Promise<void> {
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
}
