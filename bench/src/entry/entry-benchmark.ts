import { randomUUID } from 'node:crypto';
import { residentIdOf } from '@houtai/tools';
import { Pool } from 'undici';
import type { Figure } from '../figure';
import type { BenchSystem } from '../system/bench-system';
import { Wishes } from '../system/wishes';
import { inTurn, type Work } from './in-turn';

const PASSWORD = 'a long walk by the lake';
const CONNECTIONS = 16;

/** A partner with a key and somebody who signs in, and one booking. */
interface Standing {
  readonly key: string;
  readonly token: string;
  readonly reservationId: string;
}

/** What the one entry costs: a key instead of a token, row policies, and the gateway itself. */
export async function entryBenchmark(
  system: BenchSystem,
  quick: boolean,
  log: (line: string) => void,
): Promise<Figure[]> {
  const plan = quick ? { turns: 1, seconds: 1 } : { turns: 9, seconds: 3 };
  const { gatewayUrl, services } = system.running;
  const gateway = new Pool(gatewayUrl, { connections: CONNECTIONS });
  const fleet = new Pool(services.find(({ name }) => name === 'fleet')?.url ?? '', {
    connections: CONNECTIONS,
  });
  try {
    const { key, token, reservationId } = await standing(system, gateway);
    const staff = await signIn(gateway, account(system));
    const branches = '/api/v1/branches?limit=20';
    const figures = [
      await inTurn(
        {
          measurement: 'GET branches with a key',
          work: get(gateway, branches, key),
          floor: { what: 'with a token', work: get(gateway, branches, token) },
          atLeast: 0.95,
        },
        plan,
        log,
      ),
    ];
    const paths = [`/api/v1/reservations/${reservationId}`, '/api/v1/reservations?limit=20'];
    for (const [n, path] of paths.entries()) {
      const work = get(gateway, path, key);
      figures.push(
        await inTurn(
          {
            measurement: `GET reservations${n === 0 ? '/{id}' : ''} with row policies`,
            work,
            before: () => policies(system, 'enable'),
            floor: { what: 'without', work, before: () => policies(system, 'disable') },
            atLeast: 0.9,
          },
          plan,
          log,
        ),
      );
    }
    figures.push(
      await inTurn(
        {
          measurement: 'GET branches through the gateway',
          work: get(gateway, branches, staff),
          floor: { what: 'fleet itself', work: get(fleet, branches, staff) },
        },
        plan,
        log,
      ),
    );
    return figures;
  } finally {
    await policies(system, 'enable');
    await Promise.all([gateway.close(), fleet.close()]);
  }
}

function account({ running }: BenchSystem): { username: string; password: string } {
  const found = running.accounts.find(({ roles }) => roles.includes('admin'));
  if (!found) throw new Error('there is no account of an administrator');
  return found;
}

async function standing(system: BenchSystem, gateway: Pool): Promise<Standing> {
  const company = await system.company();
  const api = system.api();
  const code = `entry-${Date.now().toString(36)}`;
  try {
    const { id: partnerId } = await api.post<{ id: string }>('/api/v1/partners', {
      body: {
        code,
        name: code,
        contract: { priceGroup: 'agency', mostOpenReservations: 20, identityCheck: 'at-pick-up' },
        contacts: [{ name: 'Bench', email: 'bench@partner.example' }],
      },
    });
    const { username } = await api.post<{ username: string }>(`/api/v1/partners/${partnerId}/users`, {
      body: { username: 'bench', name: 'Bench', roles: ['partner-admin'], password: PASSWORD },
    });
    const scopes = ['branches:read', 'reservations:read', 'reservations:write'];
    const { key } = await api.post<{ key: string }>('/api/v1/api-keys', {
      body: { partnerId, name: 'engine', scopes },
    });
    const reservationId = await book(gateway, key, company);
    const token = await signIn(gateway, { username, password: PASSWORD });
    return { key, token, reservationId };
  } finally {
    await api.close();
  }
}

async function book(
  gateway: Pool,
  key: string,
  company: Awaited<ReturnType<BenchSystem['company']>>,
): Promise<string> {
  const {
    customerId: _,
    channel: __,
    ...wish
  } = new Wishes(company, { firstDay: 30, days: 30 }, 1).next() as {
    customerId?: string;
    channel?: string;
  };
  const number = residentIdOf(9_000_001, '1990-03-07');
  const licence = { number, class: 'C1', issuedOn: '2015-05-01', validTo: '2045-05-01' };
  const customer = {
    name: '张伟',
    phone: '13900000001',
    idDocument: { type: 'resident-id', number },
    birthDate: '1990-03-07',
    licence,
    consent: { textVersion: '2026-01' },
  };
  return (await post<{ id: string }>(gateway, '/api/v1/reservations', { ...wish, customer }, key)).id;
}

async function signIn(gateway: Pool, { username, password }: { username: string; password: string }) {
  return (await post<{ accessToken: string }>(gateway, '/api/v1/auth/sign-in', { username, password }))
    .accessToken;
}

async function post<T>(pool: Pool, path: string, body: object, credential?: string): Promise<T> {
  const answer = await pool.request({
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`POST ${path} answered ${answer.statusCode} ${text}`);
  return JSON.parse(text) as T;
}

function get(pool: Pool, path: string, credential: string): Work {
  const headers = { authorization: `Bearer ${credential}` };
  return async () => {
    const answer = await pool.request({ method: 'GET', path, headers });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`GET ${path} answered ${answer.statusCode} ${text}`);
  };
}

/** Of all tables of orders that have them; the filters of the code stay. */
async function policies(system: BenchSystem, which: 'enable' | 'disable'): Promise<void> {
  const orders = await system.database('orders');
  const { rows } = await orders.query<{ name: string }>(
    `select distinct polrelid::regclass::text as name from pg_policy order by 1`,
  );
  for (const { name } of rows) await orders.query(`alter table ${name} ${which} row level security`);
}
