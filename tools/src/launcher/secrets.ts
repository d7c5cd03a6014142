import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';

export const TOKEN_ISSUER = 'houtai';

export interface Secrets {
  /** Private JWK (JSON) that the gateway signs tokens with. */
  readonly signingKey: string;
  /** Public key set (JSON) that every service verifies tokens with. */
  readonly jwks: string;
  /** Base64 of the 32 bytes that personal data is sealed with. */
  readonly dataKey: string;
}

/** New secrets for one run. */
export async function newSecrets(dataKey = randomBytes(32).toString('base64')): Promise<Secrets> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const about = { kid: randomBytes(6).toString('hex'), alg: 'EdDSA', use: 'sig' };
  return {
    signingKey: JSON.stringify({ ...(await exportJWK(privateKey)), ...about }),
    jwks: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...about }] }),
    dataKey,
  };
}

/**
 * Secrets for databases that outlive the run: the data key is kept in `file` (made when missing, readable by its
 * owner only), for data sealed with a lost key cannot be read again. HOUTAI_DATA_KEY goes before it.
 */
export async function keptSecrets(file: string, env: NodeJS.ProcessEnv): Promise<Secrets> {
  if (env.HOUTAI_DATA_KEY) return newSecrets(env.HOUTAI_DATA_KEY);
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return newSecrets(kept.trim());
  const secrets = await newSecrets();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, secrets.dataKey, { mode: 0o600 });
  return secrets;
}
