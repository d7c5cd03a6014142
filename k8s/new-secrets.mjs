/**
 * Prints the Secrets the manifests refer to, with new random values, as one List:
 *   node k8s/new-secrets.mjs | kubectl create -n houtai -f -
 * `create`, never `apply`: it refuses to replace what is there, and data sealed with a lost key cannot be read again.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

const SERVICES = [
  'gateway',
  'webhooks',
  'orders',
  'dispatch',
  'fleet',
  'customer-service',
  'finance',
  'analytics',
];

const secret = (name, stringData, type = 'Opaque', labels = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, labels },
  type,
  stringData,
});

/** Name and password of a role; CloudNativePG reads it too, and again when it changes. */
const roleSecret = (service, kind) =>
  secret(
    `database-${kind}-${service}`,
    { username: `${service.replaceAll('-', '_')}_${kind}`, password: randomBytes(24).toString('hex') },
    'kubernetes.io/basic-auth',
    { 'cnpg.io/reload': 'true' },
  );

/** What the single Postgres of overlays/local runs at its first start. */
const rolesAndDatabases = (roles) =>
  roles
    .map(({ stringData: { username, password } }) => {
      const role = `create role ${username} login password '${password}';`;
      if (!username.endsWith('_owner')) return role;
      return `${role}\ncreate database ${username.replace(/_owner$/, '')} owner ${username};`;
    })
    .join('\n');

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const about = { kid: randomBytes(6).toString('hex'), alg: 'EdDSA', use: 'sig' };
const jwk = (key) => ({ ...key.export({ format: 'jwk' }), ...about });

/** Roles that may do one thing each, which the service's own may not. */
const BESIDE = { finance: ['sealer', 'closer'] };

const roles = SERVICES.flatMap((service) =>
  ['owner', 'app', ...(BESIDE[service] ?? [])].map((kind) => roleSecret(service, kind)),
);
const administrator = {
  username: 'admin',
  password: randomBytes(15).toString('base64url'),
  roles: ['admin'],
};
const items = [
  ...roles,
  secret('houtai-keys', {
    jwks: JSON.stringify({ keys: [jwk(publicKey)] }),
    'data-key': randomBytes(32).toString('base64'),
  }),
  secret('houtai-signing-key', { jwk: JSON.stringify(jwk(privateKey)) }),
  secret('houtai-first-accounts', { accounts: JSON.stringify([administrator]) }),
  secret('postgres-init', {
    password: randomBytes(24).toString('hex'),
    'roles.sql': rolesAndDatabases(roles),
  }),
];
console.log(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 2));
