import { readFile, writeFile } from 'node:fs/promises';
import type { RunningSystem } from '../launcher/running-system';
import type { Consumer } from './consumer';
import type { ProblemsDocument } from './problem-catalogue';
import type { OpenApiDocument } from './route-table';
import type { ListsDocument } from './list-table';
import type { StateMachinesDocument } from './state-machines';

export type DocumentedSystem = OpenApiDocument & ListsDocument & ProblemsDocument & StateMachinesDocument;

/** Whom the gateway writes an OpenAPI document for. */
export const AUDIENCES = ['partner', 'internal', 'operations'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What the generated documents are made from. */
export interface SystemAnswers {
  /** What all services show, as one OpenAPI document. */
  readonly openapi: DocumentedSystem;
  /** The same for each audience, as it is published. */
  readonly published: Readonly<Record<Audience, OpenApiDocument>>;
  readonly consumers: Consumer[];
}

/** Asks a running system what it is; throws when it does not answer. */
export async function askSystem({ accounts, gatewayUrl }: RunningSystem): Promise<SystemAnswers> {
  const [admin] = accounts;
  const ask = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const answer = await fetch(`${gatewayUrl}${path}`, init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const { accessToken } = await ask<{ accessToken: string }>('/api/v1/auth/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: admin?.username, password: admin?.password }),
  });
  const authorization = { headers: { authorization: `Bearer ${accessToken}` } };
  const bus = await ask<{ consumers: Consumer[] }>('/api/v1/operations/bus', authorization);
  const consumers = bus.consumers.map(({ service, name, types }) => ({
    service,
    name,
    types: [...types].sort(),
  }));
  consumers.sort((a, b) => `${a.service}.${a.name}`.localeCompare(`${b.service}.${b.name}`));
  const published = AUDIENCES.map(
    async (audience) =>
      [audience, await ask<OpenApiDocument>(`/docs/${audience}.json`, authorization)] as const,
  );
  return {
    openapi: await ask<DocumentedSystem>('/docs-json', authorization),
    published: Object.fromEntries(await Promise.all(published)) as SystemAnswers['published'],
    consumers,
  };
}

/** Keeps the answers in a file, so that checking the documents starts no system of its own. Without a file: nothing. */
export async function keepAnswers(system: RunningSystem, file: string | undefined): Promise<void> {
  if (file) await writeFile(file, JSON.stringify(await askSystem(system)));
}

/** Reads what `keepAnswers` wrote. */
export async function keptAnswers(file: string): Promise<SystemAnswers> {
  return JSON.parse(await readFile(file, 'utf8')) as SystemAnswers;
}
