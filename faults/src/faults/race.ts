import { randomUUID } from 'node:crypto';
import { ApiClient } from '@houtai/tools';
import { wish } from '../company';
import type { Fault } from '../fault';
import { Random } from '../random';
import type { Stage } from '../stage';

const IN_FLIGHT = 40;
/** From tomorrow on, so that some are bound at once. */
const FIRST_DAY = 1;

/** More wishes at once than vehicles, while the whole plan is made anew again and again. */
export const raceFaults: readonly Fault[] = [
  race('race', 20_000, { onlyNamed: true, limitMs: 15 * 60_000, recoveryMs: 8 * 60_000 }),
  race('race-of-hundreds', 600, {}),
];

function race(name: string, wishes: number, more: Partial<Fault>): Fault {
  let before = 0;
  return {
    name,
    title: `A race of ${wishes} wishes`,
    how: `${IN_FLIGHT} in flight at two processes of dispatch, all classes planned together meanwhile; the constraint against double booking must not be needed`,
    ...more,
    run: async (stage) => {
      before = await refusedByDatabase(stage);
      const [account] = stage.system.accounts;
      if (!account) throw new Error('nobody is there to ask');
      const api = new ApiClient(stage.system.gatewayUrl, account, IN_FLIGHT + 1);
      const plans = await runRace(stage, api, wishes).finally(() => api.close());
      return plans > 0 ? [] : ['no plan was made beside it'];
    },
    after: async (stage) => {
      const refused = (await refusedByDatabase(stage)) - before;
      return refused === 0 ? [] : [`the database had to refuse ${refused} double bookings`];
    },
  };
}

/** @returns how often everything was planned meanwhile */
async function runRace({ company }: Stage, api: ApiClient, wishes: number): Promise<number> {
  const random = new Random(wishes);
  let left = wishes;
  let plans = 0;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const body = wish(company, random, FIRST_DAY);
      await api.post('/api/v1/reservations', { idempotencyKey: randomUUID(), body });
    }
  };
  const planner = async (): Promise<void> => {
    for (; left > 0; plans += 1) await api.post('/api/v1/dispatch-plans', { idempotencyKey: randomUUID() });
  };
  await Promise.all([planner(), ...Array.from({ length: IN_FLIGHT }, client)]);
  return plans;
}

async function refusedByDatabase({ postgres }: Stage): Promise<number> {
  return (await postgres.log()).split('exclusion constraint "no_double_booking"').length - 1;
}
