import type { Step } from './middleware';

/** Lets `most` pieces of work be done at once; what is more waits in line. */
export function atOnce(most: number): <Work, Result>(next: Step<Work, Result>) => Step<Work, Result> {
  const waiting: (() => void)[] = [];
  let free = most;
  return (next) => async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await next(work);
    } finally {
      const following = waiting.shift();
      if (following) following();
      else free += 1;
    }
  };
}
