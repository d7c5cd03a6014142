import { ClientConfig } from 'pg';

export interface SessionLimits {
  /** Longest a statement may take, in ms. The client gives up a second later, when the server has vanished. */
  statementMs: number;
  /** Silence outside a transaction after which the server ends the session, in ms; never when absent. */
  idleMs?: number;
  /** Other settings of the session, by name. */
  settings?: Readonly<Record<string, string | number>>;
}

/** Silence inside a transaction after which the server ends it: a frozen process holds nobody up for longer. */
const IDLE_IN_TRANSACTION_MS = 10_000;
const CONNECT_MS = 5_000;
/** How soon either side notices that the other has left the network without a word. */
const PROBE_AFTER_SECONDS = 5;

/**
 * What every session with Postgres has in common: no wait without an end, neither of the client for the server nor of
 * others for what the client has locked. There is no limit to a whole transaction: a clock tick runs all that is due in
 * one, however long that takes, as long as it makes progress.
 */
export function sessionLimits({ statementMs, idleMs, settings = {} }: SessionLimits): ClientConfig {
  const all = {
    tcp_user_timeout: IDLE_IN_TRANSACTION_MS,
    tcp_keepalives_idle: PROBE_AFTER_SECONDS,
    tcp_keepalives_interval: 2,
    tcp_keepalives_count: 3,
    ...(idleMs === undefined ? {} : { idle_session_timeout: idleMs }),
    ...settings,
  };
  return {
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs + 1_000,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: PROBE_AFTER_SECONDS * 1_000,
    options: Object.entries(all)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  };
}
