import { chown, copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerUser } from './postgres-binaries';

/** How clients have to come to a Postgres: encrypted, and with a certificate beside the password. */
export interface PostgresSecurity {
  /** PEM files of the server. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** PEM file of the authority that signs clients' certificates. */
  readonly clientAuthorityFile: string;
}

/** The superuser comes as ever, so that what looks after the server needs no certificate. */
const WHO_MAY_COME = `
host    all postgres 127.0.0.1/32 scram-sha-256
hostssl all all      127.0.0.1/32 scram-sha-256 clientcert=verify-ca
`;

/** Puts the files where Postgres wants them: its own, unreadable to others. Answers with the settings. */
export async function postgresSecuritySettings(
  data: string,
  user: ServerUser | undefined,
  security: PostgresSecurity | undefined,
): Promise<Record<string, string>> {
  if (!security) return {};
  const file = (name: string) => join(data, name);
  await copyFile(security.certificateFile, file('server.crt'));
  await copyFile(security.keyFile, file('server.key'));
  await copyFile(security.clientAuthorityFile, file('clients.crt'));
  await writeFile(file('who-may-come.conf'), WHO_MAY_COME, { mode: 0o600 });
  if (user)
    for (const name of ['server.crt', 'server.key', 'clients.crt', 'who-may-come.conf'])
      await chown(file(name), user.uid, user.gid);
  return {
    ssl: 'on',
    ssl_cert_file: file('server.crt'),
    ssl_key_file: file('server.key'),
    ssl_ca_file: file('clients.crt'),
    hba_file: file('who-may-come.conf'),
  };
}
