import { Client } from 'pg';

/** A farewell takes one round trip. */
const FAREWELL_MS = 1_000;

/**
 * Ends a session, and never throws. The promise of `end()` alone may stay open for ever: when a server refuses the
 * client's certificate after the handshake, as TLS 1.3 does, `pg` can miss that the connection is gone.
 */
export async function endSession(client: Client): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, FAREWELL_MS)));
  await Promise.race([client.end().catch(() => undefined), late]);
  clearTimeout(timer);
}
