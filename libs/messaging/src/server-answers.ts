import { Client, ClientConfig } from 'pg';

const ANSWER_MS = 3_000;

/** By address: one question serves all that wonder. */
const asked = new Map<string, Promise<boolean>>();

/**
 * Whether the server takes new sessions, or at least says why it does not. What has vanished, or is frozen, does
 * neither within three seconds.
 */
export function serverAnswers(config: ClientConfig): Promise<boolean> {
  const address = config.connectionString ?? `${config.host}:${config.port}/${config.database}`;
  const known = asked.get(address);
  if (known) return known;
  const answer = ask(config).finally(() => asked.delete(address));
  asked.set(address, answer);
  return answer;
}

async function ask({
  connectionString,
  host,
  port,
  user,
  password,
  database,
  ssl,
}: ClientConfig): Promise<boolean> {
  const address = connectionString ? { connectionString } : { host, port, user, password, database };
  const client = new Client({
    ...address,
    ssl,
    connectionTimeoutMillis: ANSWER_MS,
    application_name: 'houtai-server-watch',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    void client.end();
    return true;
  } catch (error) {
    void client.end();
    // five characters: an answer of Postgres, such as "too many connections"
    return error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code));
  }
}
