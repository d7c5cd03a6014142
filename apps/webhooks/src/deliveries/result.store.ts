import { Injectable } from '@nestjs/common';
import { webhookMessageExhaustedV1 } from '@houtai/event-catalogue';
import { Outbox, outgoing, UnitOfWork } from '@houtai/messaging';
import { EVERYTHING } from '@houtai/service-host';
import { EndpointStore } from '../endpoints/endpoint.store';
import { HEALTHY, healthAfter, isToBeDisabled, type EndpointHealth } from '../endpoints/endpoint-health';
import { HealthStore } from '../endpoints/health.store';
import { OrderStore } from './order.store';
import { isTaken, type Verdict } from './verdict';
import type { Answer } from '../sending/sender.service';
import type { TakenDelivery } from './taken-delivery';

/** What came of a delivery that was taken: an attempt, or none when it was not made. */
export interface Result {
  readonly taken: TakenDelivery;
  readonly verdict: Verdict;
  /** Absent when no attempt was made: then none is counted. */
  readonly answer?: Answer;
  /** Time of the database, in ms since 1970. */
  readonly startedAt: number;
}

interface Settled {
  id: string;
  state: string;
  type: string;
  subject: string;
  attempts: number;
  version: number;
}

/** Refused when the fence is old: somebody else holds the delivery, or it was cancelled. */
const SETTLE = `
  with input as (
    select * from jsonb_to_recordset($1::jsonb) as i(id uuid, day date, fence int, state text, counts int, wait_ms bigint,
      started_at timestamptz, duration_ms int, status int, fault text, address text, answer text)
  ), settled as (
    update delivery d
       set state = i.state, attempts = d.attempts + i.counts,
           due_at = clock_timestamp() + i.wait_ms * interval '1 ms',
           delivered_at = case when i.state = 'delivered' then clock_timestamp() else d.delivered_at end,
           event_version = d.event_version + (i.state = 'exhausted' and d.type not like 'webhook-%')::int
      from input i where d.id = i.id and d.fence = i.fence and d.state = 'in-flight'
    returning d.id, d.state, d.type, d.subject, d.attempts, d.event_version
  ), noted as (
    insert into attempt (day, delivery_id, number, started_at, duration_ms, status, fault, address, answer)
    select i.day, i.id, i.fence, i.started_at, i.duration_ms, i.status, i.fault, i.address, i.answer
      from settled s join input i on i.id = s.id where i.counts = 1
  )
  select id, state, type, subject, attempts, event_version as version from settled`;

/** Writes what became of deliveries, many at a time: their state, the log of attempts, health, and who is told. */
@Injectable()
export class ResultStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly order: OrderStore,
    private readonly healths: HealthStore,
    private readonly endpoints: EndpointStore,
  ) {}

  /** @returns those that were accepted */
  record(results: readonly Result[]): Promise<Result[]> {
    return this.unitOfWork.run(async () => {
      const now = await this.order.lock(results.map(({ taken }) => taken.partnerId));
      const healths = await this.healths.lock([...new Set(results.map(({ taken }) => taken.endpointId))]);
      const rows = await this.unitOfWork.sql.rows<Settled>(SETTLE, [JSON.stringify(results.map(toRow))]);
      const settled = new Map(rows.map((row) => [row.id, row]));
      const accepted = results.filter(({ taken }) => settled.has(taken.id));
      await this.judge(accepted, healths, now);
      await this.arrange(accepted, settled);
      await this.tell(accepted, settled, now);
      return accepted;
    });
  }

  private async judge(
    accepted: readonly Result[],
    before: ReadonlyMap<string, EndpointHealth>,
    now: string,
  ): Promise<void> {
    const after = new Map<string, EndpointHealth>();
    const ms = Date.parse(now);
    for (const [endpointId, results] of byEndpoint(accepted)) {
      const answers = results.flatMap(({ answer }) => answer ?? []);
      const outcomes = answers.map(({ status }) => ({ isTaken: isTaken({ status }), status }));
      const mostInFlight = results[0]?.taken.mostInFlight ?? 1;
      const health = healthAfter(before.get(endpointId) ?? HEALTHY, outcomes, { now: ms, mostInFlight });
      after.set(endpointId, health);
      const isGone = outcomes.some(({ status }) => status === 410);
      const reason = isGone ? 'gone' : isToBeDisabled(health, ms) ? 'failing' : undefined;
      if (reason)
        await this.endpoints.handle(endpointId, EVERYTHING, { type: 'DisableEndpoint', reason, at: now });
    }
    await this.healths.write(after);
  }

  private async arrange(accepted: readonly Result[], settled: ReadonlyMap<string, Settled>): Promise<void> {
    const ordered = accepted.filter(({ taken }) => taken.ordering === 'subject');
    for (const [endpointId, results] of byEndpoint(ordered)) {
      const subjects = results.flatMap(({ taken }) => settled.get(taken.id)?.subject ?? []);
      await this.order.arrange(endpointId, [...new Set(subjects)]);
    }
  }

  /** Nobody is told that news about webhooks was not taken: two broken endpoints would tell each other for ever. */
  private async tell(
    accepted: readonly Result[],
    settled: ReadonlyMap<string, Settled>,
    exhaustedAt: string,
  ): Promise<void> {
    const events = accepted.flatMap(({ taken: { id, endpointId, partnerId, messageId } }) => {
      const row = settled.get(id);
      if (row?.state !== 'exhausted' || row.type.startsWith('webhook-')) return [];
      const { type: messageType, subject: messageSubject, attempts, version } = row;
      const about = { deliveryId: id, endpointId, partnerId, messageId, messageType, messageSubject };
      return [outgoing(webhookMessageExhaustedV1, id, version, { ...about, attempts, exhaustedAt })];
    });
    if (events.length > 0) await this.outbox.append(events);
  }
}

function byEndpoint(results: readonly Result[]): Map<string, Result[]> {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const group = groups.get(result.taken.endpointId);
    if (group) group.push(result);
    else groups.set(result.taken.endpointId, [result]);
  }
  return groups;
}

function toRow({ taken, verdict, answer, startedAt }: Result): object {
  return {
    ...{ id: taken.id, day: taken.messageDay, fence: taken.fence, state: verdict.state },
    ...{ counts: answer ? 1 : 0, wait_ms: verdict.waitMs, started_at: new Date(startedAt).toISOString() },
    ...{ duration_ms: answer?.durationMs ?? 0, status: answer?.status, fault: answer?.fault },
    ...{ address: answer?.address, answer: answer?.text },
  };
}
