import { setTimeout as sleep } from 'node:timers/promises';
import { isSound, verify, type Verdict } from '@houtai/tools';
import type { AnyFault, Fault, LoneFault } from './fault';
import { Load, type LoadReport } from './load';
import type { Random } from './random';
import type { Stage } from './stage';

/** What one row came to. */
export interface RowResult {
  readonly fault: AnyFault;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped, or what was wrong, in words. */
  readonly notes: readonly string[];
  readonly load?: LoadReport;
  /** From healing to the moment nothing was under way any more. */
  readonly recoverySeconds?: number;
  readonly checks?: Verdict;
  readonly seconds: number;
}

const RECOVERY_LIMIT_MS = 60_000;
const AFTER_MS = 2_000;
/** No row waits for ever for what it injects. */
const ROW_LIMIT_MS = 180_000;

/** Load, fault, healing, rest, and then everything is checked. */
export async function runFault(stage: Stage, fault: Fault, random: Random): Promise<RowResult> {
  const began = Date.now();
  const seconds = (): number => (Date.now() - began) / 1000;
  const why = await fault.skip?.(stage);
  if (why !== undefined) return { fault, verdict: 'skipped', notes: [why], seconds: seconds() };
  const setAside = await stage.flow.setAside();
  const load = await Load.start(stage.system, { company: stage.company, key: stage.partner.key }, random);
  stage.accepted = () => load.accepted;
  await sleep(1_000 + random.below(1_000));
  const notes: string[] = [];
  try {
    notes.push(...((await bounded(Promise.resolve(fault.run(stage)), fault.limitMs)) ?? []));
  } catch (error) {
    notes.push(`the fault could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
  const healed = Date.now();
  await sleep(AFTER_MS);
  const report = await load.stop();
  const { recoveryMs = RECOVERY_LIMIT_MS } = fault;
  const left = Math.max(1_000, recoveryMs - (Date.now() - healed));
  const drained = await stage.flow.drained(left);
  const recoverySeconds = drained === undefined ? undefined : (Date.now() - healed) / 1000;
  if (recoverySeconds === undefined) {
    const underWay = await stage.flow
      .underWay()
      .catch((error: unknown) => [`it does not answer: ${String(error)}`]);
    notes.push(`not at rest ${recoveryMs / 1000} s after healing (${underWay.join(', ')})`);
  }
  notes.push(
    ...report.wrong.slice(0, 5),
    ...(await lost(stage, load)),
    ...(await untold(stage)),
    ...((await fault.after?.(stage)) ?? []),
  );
  if (!fault.poisons) notes.push(...(await newlySetAside(stage, setAside)));
  if (report.accepted === 0) notes.push('no wish was accepted: nothing was tried');
  const checks = await verify({ ...stage.target(), restLimitMs: 20_000 }).catch((error: unknown) => {
    notes.push(`the checker could not look: ${String(error)}`);
    return undefined;
  });
  for (const { check, faults, examples } of checks?.findings ?? [])
    if (faults > 0) notes.push(`${check}: ${faults}, as ${examples[0] ?? ''}`);
  const sound = notes.length === 0 && checks !== undefined && isSound(checks);
  return {
    fault,
    verdict: sound ? 'passed' : 'failed',
    notes,
    load: report,
    recoverySeconds,
    checks,
    seconds: seconds(),
  };
}

/** A row that brings everything with it. */
export async function runLone(fault: LoneFault, log: (line: string) => void): Promise<RowResult> {
  const began = Date.now();
  const notes = await bounded(fault.alone(log), fault.limitMs);
  const verdict = notes.length === 0 ? 'passed' : 'failed';
  return { fault, verdict, notes, seconds: (Date.now() - began) / 1000 };
}

/** Accepted wishes that the system does not know any more. */
async function lost(stage: Stage, load: Load): Promise<string[]> {
  const orders = await stage.database('orders').catch(() => undefined);
  if (!orders) return ['the database of orders does not answer'];
  try {
    const { rows } = await orders.query<{ id: string }>(
      `select id from unnest($1::uuid[]) id where not exists (select 1 from reservation r where r.reservation_id = id)`,
      [load.acceptedIds],
    );
    return rows.length === 0 ? [] : [`${rows.length} accepted wishes are lost, as ${rows[0]?.id}`];
  } finally {
    await orders.end();
  }
}

/** What the partner should have heard by its webhooks, and how. */
async function untold(stage: Stage): Promise<string[]> {
  const databases = await Promise.all([stage.database('orders'), stage.database('webhooks')]).catch(
    () => undefined,
  );
  if (!databases) return ['the databases of orders and webhooks do not answer'];
  try {
    return await stage.partner.brokenPromises(...databases);
  } finally {
    await Promise.all(databases.map((database) => database.end()));
  }
}

/** The trouble of a server passes; an event that is parked or dead by it would wait for an operator. */
async function newlySetAside(stage: Stage, before: number): Promise<string[]> {
  const now = await stage.flow.setAside().catch(() => undefined);
  if (now === undefined) return ['the operations API does not answer'];
  return now > before ? [`${now - before} sound events were parked or are dead`] : [];
}

async function bounded<T>(work: Promise<T>, limitMs = ROW_LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${limitMs / 1000} s`)), limitMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
