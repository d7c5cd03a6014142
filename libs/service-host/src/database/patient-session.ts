import { setTimeout as delay } from 'node:timers/promises';
import { BoundedClient, isTransient, sessionLimits, type TlsKeys } from '@houtai/messaging/base';

/** Longest wait for a database that is still starting. */
const PATIENCE_MS = 25_000;

export interface PatientSessionOptions {
  url: string;
  /** Absent: as the URL says. */
  tls?: TlsKeys;
  applicationName: string;
  /** Longest a statement may take. */
  statementMs: number;
}

/** A session of its own with a database that may still be starting. Whoever takes it leaves it. */
export async function patientSession({
  url,
  tls,
  applicationName,
  statementMs,
}: PatientSessionOptions): Promise<BoundedClient> {
  const giveUp = Date.now() + PATIENCE_MS;
  for (;;) {
    const session = new BoundedClient({
      connectionString: url,
      ssl: tls,
      application_name: applicationName,
      ...sessionLimits({ statementMs }),
    });
    try {
      await session.connect();
      return session;
    } catch (error) {
      await session.leave();
      if (!isTransient(error) || Date.now() > giveUp) throw error;
      await delay(300);
    }
  }
}
