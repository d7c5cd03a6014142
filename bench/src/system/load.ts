import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Starts `work` at fixed times, whether or not what was started before is done (an open loop). Rejects with the first
 * error when all has ended.
 */
export async function openLoop<T>(perSecond: number, seconds: number, work: () => Promise<T>): Promise<T[]> {
  const began = performance.now();
  const started: Promise<T>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const due = began + (n * 1000) / perSecond;
    const ahead = due - performance.now();
    if (ahead > 0) await sleep(ahead);
    started.push(work());
  }
  await Promise.allSettled(started);
  return Promise.all(started);
}

/** Keeps `concurrency` pieces of work going for a while (a closed loop); returns how many ended in that time. */
export async function closedLoop(
  concurrency: number,
  seconds: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await work();
      if (performance.now() <= end) done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return done;
}
