import { randomInt } from 'node:crypto';
import { ROLE_PERMISSIONS } from '@houtai/service-host';
import { fuzz, type FuzzPart, type FuzzReport } from '../fuzz/fuzz';
import { KnownIds } from '../fuzz/known-ids';
import type { ApiDocument } from '../system/api-document';
import { Colleague } from '../system/colleague';
import { local } from '../system/company';
import type { Office } from '../system/office';
import type { Caller } from '../walk/walk-world';

/** What would take the ground from under the rest: the clock of the whole system, and its own sign-in. */
const LEFT_OUT = [
  'simulationAdvance',
  'moveTestClock',
  'authSignOut',
  // too many of them that fail lock out whoever signs in from this machine
  'authSignIn',
  'authChangePassword',
  // a stream that does not end
  'liveListen',
];
const NOW = local('2026-12-20', '09:00');
const PASSWORD = 'a long walk by the lake';

interface Standing {
  readonly parts: readonly FuzzPart[];
  /** Ids that no request may name. */
  readonly spared: ReadonlySet<string>;
}

/** Whatever is asked, nothing is answered with a server error, and nothing with what the document does not say. */
export function fuzzJourney(office: () => Office, { seconds }: { seconds: number }): void {
  describe('whatever is asked of any operation', () => {
    const seed = Number(process.env.HOUTAI_TEST_SEED ?? randomInt(1_000_000));
    let report: FuzzReport;

    beforeAll(
      async () => {
        // nothing that is asked lies ahead of the system's own time
        await office().clock(NOW);
        const { parts, spared } = await standing(office());
        report = await fuzz({
          parts,
          known: new KnownIds(spared),
          now: new Date(NOW),
          seed,
          forMs: seconds * 1_000,
          except: new Set(LEFT_OUT),
          atATime: 6,
        });
      },
      (seconds + 120) * 1_000,
    );

    it(`is answered as the document says (seed ${seed})`, () => {
      process.stdout.write(`fuzzed: ${JSON.stringify({ ...report, findings: report.findings.length })}\n`);
      expect(report.findings).toEqual([]);
    });

    it('was enough, and some of it was done and some refused', () => {
      const { requests, statuses, left } = report;
      expect(left).toBe(0);
      const share = (first: string) =>
        Object.entries(statuses).reduce((sum, [status, n]) => sum + (status.startsWith(first) ? n : 0), 0);
      expect(share('2')).toBeGreaterThan(requests / 20);
      expect(share('4')).toBeGreaterThan(requests / 20);
    });
  });
}

/** What is asked here is against the document on purpose, and compared with it here: nobody else shall keep it. */
function asker({ system }: Office, role: string | null): Colleague {
  return new Colleague(
    system.gatewayUrl,
    system.accounts.find(({ roles }) => roles[0] === role),
  );
}

/** Staff who may do everything, people and a key of a partner, and nobody. */
async function standing(office: Office): Promise<Standing> {
  const nobody = asker(office, null);
  const admin = asker(office, 'admin');
  const manager = asker(office, 'operations-manager');
  const partner = await manager.post<{ id: string }>('/api/v1/partners', {
    body: {
      code: 'fuzzing-tours',
      name: 'Fuzzing Tours',
      contract: { priceGroup: 'agency', mostOpenReservations: 1_000, identityCheck: 'at-pick-up' },
      contacts: [{ name: '沈一', email: 'shen@fuzzing.example' }],
    },
  });
  const user = await manager.post<{ id: string; username: string }>(`/api/v1/partners/${partner.id}/users`, {
    body: { username: 'shen', name: '沈一', roles: ['partner-admin'], password: PASSWORD },
  });
  const person = new Colleague(office.system.gatewayUrl, { username: user.username, password: PASSWORD });
  const key = await person.post<{ id: string; key: string }>('/api/v1/api-keys', {
    body: { name: 'engine', scopes: ROLE_PERMISSIONS['partner-key'] },
  });
  const engine: Caller = {
    ask: (method, path, ask = {}) =>
      nobody.ask(method, path, {
        ...ask,
        headers: { ...ask.headers, authorization: `Bearer ${key.key}` },
      }),
  };
  const { items: accounts } = await admin.get<{ items: { id: string }[] }>('/api/v1/user-accounts?limit=200');
  const read = (name: string) => nobody.get<ApiDocument>(`/docs/${name}.json`);
  const staff = { readers: [admin], strangers: [engine, nobody, person] };
  return {
    parts: [
      { document: await read('internal'), ...staff },
      { document: await read('operations'), ...staff },
      { document: await read('partner'), readers: [engine, person], strangers: [nobody] },
    ],
    spared: new Set([partner.id, user.id, key.id, ...accounts.map(({ id }) => id)]),
  };
}
