import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { databaseName } from '@houtai/infrastructure';
import { ConfigError, MigrationConfig, readConfig, ServiceConfig } from '@houtai/service-host';
import { SERVICE_NAMES, type ServiceName } from '../src/launcher/service-names';

const K8S = join(__dirname, '..', '..', 'k8s');
const read = (...path: string[]) => readFileSync(join(K8S, ...path), 'utf8');
/** Words only: the formatter decides between braces and lines. */
const plain = (text: string) => text.replace(/[{},\s]+/g, ' ');
const deployment = read('base', 'service', 'deployment.yaml');
/** What services have beyond the template. */
const PATCHED: readonly ServiceName[] = ['gateway', 'finance'];
const patchOf = (service: ServiceName) =>
  PATCHED.includes(service) ? read('base', service, 'deployment.yaml') : '';
const gatewayPatch = patchOf('gateway');

const job = read('base', 'migration', 'job.yaml');

/** The parts of the templates that are our own containers. */
const ownContainer = (template: string) => template.slice(template.indexOf('\n      containers:'));
const container = ownContainer(deployment);

/** Names of variables, written either as `- { name: X, …` or as `- name: X`. */
const variables = (text: string) =>
  [...text.matchAll(/^\s*- (?:\{ )?name: ([A-Z][A-Z0-9_]*)/gm)].map(([, name]) => name!);
/** Names of the settings shared by all services, written as `- NAME=value`. */
const settings = (text: string) => [...text.matchAll(/^\s*- ([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name!);

function supplied(service: ServiceName, overlay: string): Set<string> {
  return new Set([
    ...variables(container),
    ...variables(patchOf(service)),
    ...settings(read('base', 'kustomization.yaml')),
    ...settings(read('overlays', overlay, 'kustomization.yaml')),
  ]);
}

async function configOf(service: ServiceName): Promise<Type<ServiceConfig>> {
  const file = join(K8S, '..', 'apps', service, 'src', `${service}.config.ts`);
  const exported = Object.values((await import(file)) as Record<string, unknown>);
  const config = exported.find(
    (each) => typeof each === 'function' && each.prototype instanceof ServiceConfig,
  );
  if (!config) throw new Error(`${file} has no configuration class`);
  return config as Type<ServiceConfig>;
}

/** The variables a program does not start without, as its own validation names them. */
function missing(config: Type<object>, env: Record<string, string>): string[] {
  try {
    readConfig('manifests', config, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...new Set(error.faults.map((fault) => /^[A-Z0-9_]+/.exec(fault)![0]))];
  }
}

/** Those of a service with Kafka. */
const required = async (service: ServiceName) => [
  'HOUTAI_BUS',
  ...missing(await configOf(service), { HOUTAI_BUS: 'kafka' }),
];

/** Every object of the manifests as text, with its kind and where it stands. */
function objects(): { file: string; kind: string; text: string }[] {
  const files = readdirSync(K8S, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  );
  return files.flatMap((file) =>
    read(file)
      .split(/^---$/m)
      .map((text) => ({ file, kind: /^kind: (\w+)$/m.exec(text)?.[1] ?? '', text })),
  );
}

interface Secret {
  metadata: { name: string };
  stringData: Record<string, string>;
}
const printed = execFileSync(process.execPath, [join(K8S, 'new-secrets.mjs')], { encoding: 'utf8' });
const secrets = new Map(
  (JSON.parse(printed) as { items: Secret[] }).items.map(({ metadata, stringData }) => [
    metadata.name,
    stringData,
  ]),
);

describe.each(SERVICE_NAMES)('manifests of %s', (service) => {
  const own = read('base', service, 'kustomization.yaml');

  it('are part of the base, with name, database and image of the service', () => {
    expect(read('base', 'kustomization.yaml')).toMatch(new RegExp(`^  - ${service}$`, 'm'));
    expect(own).toContain('resources: [../service]');
    expect(own).toContain(`nameSuffix: -${service}\n`);
    expect(own).toContain(`{ app.kubernetes.io/name: ${service} }, includeSelectors: true`);
    expect(own).toContain(`{ houtai.dev/database: ${databaseName(service)} }, includeTemplates: true`);
    expect(own).toContain(`{ name: houtai/service, newName: houtai/${service} }`);
    expect(own).toContain('transformers: [../secret-names]');
  });

  it('have a job that migrates its database, with the image of the service', () => {
    expect(read('base', 'migrations', 'kustomization.yaml')).toMatch(new RegExp(`^  - ${service}$`, 'm'));
    const migration = read('base', 'migrations', service, 'kustomization.yaml');
    expect(migration).toContain('resources: [../../migration]');
    expect(migration).toContain(`nameSuffix: -${service}\n`);
    expect(migration).toContain(`{ houtai.dev/migrates: ${service} }`);
    expect(migration).toContain(`{ houtai.dev/database: ${databaseName(service)} }, includeTemplates: true`);
    expect(migration).toContain(`{ name: houtai/service, newName: houtai/${service} }`);
    expect(migration).toContain('transformers: [../secret-names]');
    expect(existsSync(join(K8S, '..', 'apps', service, 'src', 'migrate.ts'))).toBe(true);
  });

  it('make the role that the service becomes for a partner', () => {
    const roles = plain(read('overlays', 'production', 'postgres.yaml'));
    const name = databaseName(service);
    expect(roles).toContain(`- name: ${name}_partner login: false `);
    expect(roles).toContain(`name: database-app-${service} inherit: false inRoles: [${name}_partner] `);
  });

  it.each(['local', 'production'])('supply in %s what its configuration requires', async (overlay) => {
    const names = await required(service);
    expect(names).toEqual(
      expect.arrayContaining(['HOUTAI_DATABASE_URL', 'HOUTAI_KAFKA_BROKERS', 'HOUTAI_JWKS']),
    );
    const given = supplied(service, overlay);
    expect(names.filter((name) => !given.has(name))).toEqual([]);
  });

  it('have in production a digest, a database and both roles', () => {
    expect(read('overlays', 'production', 'kustomization.yaml')).toMatch(
      new RegExp(
        `- name: houtai/${service}\n    newName: \\S+/${service}\n    digest: sha256:[0-9a-f]{64}\n`,
      ),
    );
    const name = databaseName(service);
    expect(plain(read('overlays', 'production', 'databases.yaml'))).toContain(
      `name: ${name} owner: ${name}_owner databaseReclaimPolicy: retain `,
    );
    for (const kind of ['owner', 'app']) {
      expect(plain(read('overlays', 'production', 'postgres.yaml'))).toContain(
        `name: ${name}_${kind} login: true passwordSecret: name: database-${kind}-${service} `,
      );
      expect(secrets.get(`database-${kind}-${service}`)).toEqual({
        username: `${name}_${kind}`,
        password: expect.stringMatching(/^[a-z0-9]{32,}$/),
      });
    }
  });

  it('have a database in the local Postgres, and an address the gateway knows', () => {
    const name = databaseName(service);
    expect(secrets.get('postgres-init')!['roles.sql']).toContain(
      `create database ${name} owner ${name}_owner;`,
    );
    if (service !== 'gateway')
      expect(gatewayPatch).toContain(`"${service}": "http://houtai-${service}:8080"`);
  });
});

it('make the roles that seal and close the books, known to finance alone', () => {
  const roles = plain(read('overlays', 'production', 'postgres.yaml'));
  for (const kind of ['sealer', 'closer']) {
    expect(roles).toContain(
      `name: finance_${kind} login: true passwordSecret: name: database-${kind}-finance `,
    );
    expect(secrets.get(`database-${kind}-finance`)?.username).toBe(`finance_${kind}`);
    expect(secrets.get('postgres-init')!['roles.sql']).toContain(`create role finance_${kind} login`);
    const holders = objects().filter(({ text }) => text.includes(`database-${kind}-finance`));
    expect(holders.map(({ kind: what, file }) => [what, file])).toEqual([
      ['Deployment', join('base', 'finance', 'deployment.yaml')],
      ['Cluster', join('overlays', 'production', 'postgres.yaml')],
    ]);
  }
});

describe('who migrates', () => {
  it('is a job that is given what it requires', () => {
    expect(job).toContain('command: [node, --enable-source-maps, service/dist/migrate.js]');
    expect(job).toMatch(/^kind: Job$/m);
    const given = new Set(variables(ownContainer(job)));
    expect(missing(MigrationConfig, {})).toEqual(['HOUTAI_MIGRATION_URL']);
    expect(given).toContain('HOUTAI_MIGRATION_URL');
  });

  it('alone has the credentials of an owner: nothing that goes on running has them', () => {
    const owners = /database-owner|OWNER_|_owner\b|HOUTAI_MIGRATION_URL/;
    // A database and its cluster name the role and its password: they make it.
    const makers = ['Database', 'Cluster'];
    const holders = objects().filter(({ kind, text }) => owners.test(text) && !makers.includes(kind));
    expect(holders.map(({ file }) => file)).toEqual([
      join('base', 'migration', 'job.yaml'),
      join('base', 'migrations', 'secret-names', 'transformer.yaml'),
    ]);
    expect(objects().map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['Deployment', 'StatefulSet', 'Job']),
    );
    const compose = readFileSync(join(K8S, '..', 'docker-compose.yml'), 'utf8');
    expect(compose).not.toMatch(owners);
    const image = readFileSync(join(K8S, '..', 'Dockerfile'), 'utf8');
    expect(image).not.toMatch(owners);
  });
});

describe('what all services have in common', () => {
  it('probes the endpoints of service-host', () => {
    expect(container).toMatch(/startupProbe:\s+httpGet: \{ path: \/health\/live, port: http \}/);
    expect(container).toMatch(/livenessProbe:\s+httpGet: \{ path: \/health\/live, port: http \}/);
    expect(container).toMatch(/readinessProbe:\s+httpGet: \{ path: \/health\/ready, port: http \}/);
  });

  it.each(['local', 'production'])('names in %s no variable that services do not read', (overlay) => {
    const config = ['service-config.ts', 'database-settings.ts']
      .map((file) => readFileSync(join(K8S, '..', 'libs', 'service-host', 'src', 'config', file), 'utf8'))
      .join('\n');
    const folder = join('overlays', overlay);
    const text = readdirSync(join(K8S, folder)).map((file) => read(folder, file));
    const named = new Set(text.join('\n').match(/\bHOUTAI_[A-Z_]+/g));
    expect([...named].filter((name) => !config.includes(`'${name}'`))).toEqual([]);
  });

  it('is confined, and is replaced without loss', () => {
    for (const template of [deployment, job]) {
      expect(template).toContain('runAsNonRoot: true');
      expect(template).toContain('readOnlyRootFilesystem: true');
    }
    expect(deployment).toContain('rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }');
    const grace = Number(/terminationGracePeriodSeconds: (\d+)/.exec(deployment)![1]);
    const pause = Number(/command: \[sleep, '(\d+)'\]/.exec(deployment)![1]);
    expect(grace).toBeGreaterThan(pause + 10); // the drain's patience
  });

  it('refers only to Secrets that exist, and holds no value of one', () => {
    const references = plain([deployment, job, ...PATCHED.map(patchOf)].join('\n')).matchAll(
      /secretKeyRef: name: ([\w-]+) key: ([\w-]+)/g,
    );
    const pairs = [...references].map(([, name, key]) => [name!.replace('SERVICE', 'orders'), key!] as const);
    expect(pairs.length).toBeGreaterThan(8);
    expect(pairs.filter(([name, key]) => secrets.get(name)?.[key] === undefined)).toEqual([]);
    const files = readdirSync(K8S, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml'),
    );
    expect(files.filter((file) => /^kind: Secret$|secretGenerator/m.test(read(file)))).toEqual([]);
  });

  it('gives the rights that provisioning gives elsewhere', () => {
    const code = readFileSync(
      join(K8S, '..', 'libs', 'infrastructure', 'src', 'provision-databases.ts'),
      'utf8',
    );
    const statements = [...code.matchAll(/(?:revoke|grant|alter default privileges)\b[^;`']*;/g)].map(
      ([text]) => text.replaceAll('${name}', ':"DBNAME"').replaceAll('${app.name}', ':"app"'),
    );
    expect(statements).toHaveLength(6);
    expect(statements.filter((text) => !read('base', 'grants.sql').includes(text))).toEqual([]);
  });

  it('is named in full wherever a kustomization lists files', () => {
    for (const folder of ['base', 'base/migration', 'overlays/local', 'overlays/production']) {
      const listed = [...read(folder, 'kustomization.yaml').matchAll(/[\w-]+\.(?:yaml|sql)/g)].map(
        ([name]) => name,
      );
      const lost = listed.filter((name) => !existsSync(join(K8S, folder, name)));
      expect({ folder, lost }).toEqual({ folder, lost: [] });
    }
  });
});
