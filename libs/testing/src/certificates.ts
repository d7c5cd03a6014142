import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An authority made for one test, with what it signed; all files PEM, good for a day. */
export interface Certificates {
  readonly authority: string;
  /** Certificate and key of `name`, and both in one file. Default of `hosts`: those of this machine. */
  sign(name: string, hosts?: string): Promise<{ certificate: string; key: string; both: string }>;
  remove(): Promise<void>;
}

/** Needs the program openssl. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'houtai-certificates-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => run('openssl', args, { timeout: 20_000 });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = file('authority.pem');
  const authorityKey = file('authority.key');
  const self = ['req', '-x509', ...newKey, '-days', '1', '-subj', '/CN=authority of a test'];
  await openssl(...self, '-keyout', authorityKey, '-out', authority);
  const sign = async (name: string, hosts = 'IP:127.0.0.1,DNS:localhost') => {
    const [certificate, key, both] = [file(`${name}.pem`), file(`${name}.key`), file(`${name}.both.pem`)];
    await openssl('req', ...newKey, '-subj', `/CN=${name}`, '-keyout', key, '-out', file(`${name}.csr`));
    const names = file(`${name}.names`);
    await writeFile(names, `subjectAltName=${hosts}\n`);
    const signed = ['-CA', authority, '-CAkey', authorityKey, '-CAcreateserial', '-days', '1'];
    const request = ['x509', '-req', '-in', file(`${name}.csr`), ...signed, '-extfile', names];
    await openssl(...request, '-out', certificate);
    await writeFile(both, (await readFile(key, 'utf8')) + (await readFile(certificate, 'utf8')));
    return { certificate, key, both };
  };
  return { authority, sign, remove: () => rm(folder, { recursive: true, force: true }) };
}
