import type { Logger } from '@nestjs/common';
import type { Middleware, Step } from './middleware';
import type { Work } from './work';

/** Tries a chunk as a whole; when that fails, each of its events by itself, as `alone` does it. */
export function oneByOne(alone: Step<Work>, log: Logger): Middleware<Work> {
  return (together) => async (work) => {
    if (work.events.length > 1) {
      try {
        return await together(work);
      } catch {
        log.debug(`chunk of ${work.events.length} failed; one by one`);
      }
    }
    for (const event of work.events) await alone({ ...work, events: [event] });
  };
}
