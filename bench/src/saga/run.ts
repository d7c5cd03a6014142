import type { BenchSystem } from '../system/bench-system';
import { openLoop } from '../system/load';
import { countProcessorTime, type ProcessorCost } from '../system/processor-cost';
import type { Submitter } from '../system/submitter';
import type { Wishes } from '../system/wishes';
import { stagesOf, type Stages } from './stages';

/** Milliseconds of each reservation from the sending of the request. */
export interface Run {
  /** Answered with a refusal, for want of a vehicle. */
  readonly refused: number;
  readonly confirmed: number[];
  readonly steps: ReadonlyMap<string, number[]>;
  /** From the first request to the last effect of the last saga. */
  readonly cost: ProcessorCost;
}

/** Sends reservations on time, whatever the system does, and waits for all that comes of them. */
export async function oneRun(
  system: BenchSystem,
  submitter: Submitter,
  wishes: Wishes,
  rate: number,
  seconds: number,
): Promise<Run> {
  const count = await countProcessorTime(system);
  const sent = await openLoop(rate, seconds, () => submitter.submit(wishes.next()));
  await system.drained();
  const cost = await count(sent.length);
  const stages = await stagesOf(
    system,
    sent.map(({ reservationId }) => reservationId),
  );
  const confirmed = sent.flatMap(({ reservationId, sentAt }) => {
    const { confirmed: at, ended } = stages.get(reservationId) ?? {};
    // Refused for want of capacity is an answer, but not the one measured; no answer at all is infinitely late.
    return ended !== undefined && at === undefined ? [] : [(at ?? Infinity) - sentAt];
  });
  const steps = new Map(
    STEPS.map(({ name, from, to }) => [
      name,
      sent.flatMap(({ reservationId, sentAt }) => {
        const times = { sent: sentAt, ...stages.get(reservationId) };
        const [began, ended] = [times[from], times[to]];
        return began === undefined || ended === undefined ? [] : [ended - began];
      }),
    ]),
  );
  return { refused: sent.length - confirmed.length, confirmed, steps, cost };
}

const STEPS: readonly { name: string; from: keyof Stages | 'sent'; to: keyof Stages }[] = [
  { name: 'request -> committed by orders', from: 'sent', to: 'submitted' },
  { name: '-> held by dispatch', from: 'submitted', to: 'held' },
  { name: '-> confirmed by orders', from: 'held', to: 'confirmed' },
];
