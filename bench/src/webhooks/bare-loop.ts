import { Pool } from 'undici';
import type { Sink } from './sink';

/** Requests of the same bytes by undici and nothing else, so many at a time; returns how many a second. */
export async function bareLoop(
  sink: Sink,
  { body, count, concurrency }: { body: string; count: number; concurrency: number },
): Promise<number> {
  const pool = new Pool(sink.url, { connections: concurrency, pipelining: 1 });
  const headers = {
    'content-type': 'application/json',
    'accept-encoding': 'identity',
    'webhook-id': `evt_${'0'.repeat(32)}`,
    'webhook-timestamp': '1800000000',
    'webhook-signature': `v1,${'A'.repeat(43)}=`,
  };
  let left = count;
  const began = performance.now();
  const loop = async () => {
    while (left > 0) {
      left -= 1;
      const answer = await pool.request({ method: 'POST', path: '/floor', headers, body });
      await answer.body.dump();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  const rate = count / ((performance.now() - began) / 1000);
  await pool.close();
  return rate;
}
