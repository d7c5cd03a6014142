import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { Metrics } from '@houtai/service-host';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** How an attempt ended, for a label: few values, and none that a partner chooses. */
export type OutcomeLabel = 'delivered' | 'refused' | 'unanswered' | 'stale';

/** The state of the queue at one moment. */
interface QueueRow {
  due: number;
  oldest: number;
  breakers: number;
}

/** What is due on endpoints that may be called: an endpoint in trouble is its partner's affair, and has its own figure. */
const QUEUE = `
  select count(d.id)::int as due, coalesce(extract(epoch from now() - min(d.due_at)), 0)::float8 as oldest,
         (select count(*)::int from endpoint_health where breaker_open_until is not null) as breakers
    from endpoint e join endpoint_health h on h.endpoint_id = e.id
    join delivery d on d.endpoint_id = e.id and d.state in ('waiting', 'in-flight') and not d.blocked and d.due_at <= now()
   where e.status = 'active'
     and not exists (select from partner_standing p where p.partner_id = e.partner_id and p.status <> 'active')
     and h.breaker_open_until is null and h.failing_since is null`;

/** Metrics by outcome; no URL, host or partner is a label. */
@Injectable()
export class DeliveryMetrics {
  private inFlight = 0;
  private readonly attempts: Counter<'outcome'>;
  private readonly lag: Histogram;

  constructor(
    { registry }: Metrics,
    private readonly sql: Sql,
  ) {
    const registers = [registry];
    this.attempts = new Counter({
      name: 'houtai_webhook_attempts_total',
      help: 'Attempts by how they ended; stale: somebody else held the delivery by then',
      labelNames: ['outcome'],
      registers,
    });
    this.lag = new Histogram({
      name: 'houtai_webhook_first_attempt_lag_seconds',
      help: 'From the fan-out of a message to the begin of its first attempt',
      buckets: [0.01, 0.03, 0.06, 0.1, 0.2, 0.4, 1, 5, 30, 60, 600],
      registers,
    });
    const current = () => this.inFlight;
    new Gauge({
      name: 'houtai_webhook_in_flight',
      help: 'Requests under way in this process',
      registers,
      collect() {
        this.set(current());
      },
    });
    this.queue(registers);
  }

  began(lagSeconds: number | undefined): void {
    this.inFlight += 1;
    if (lagSeconds !== undefined) this.lag.observe(Math.max(0, lagSeconds));
  }

  ended(): void {
    this.inFlight -= 1;
  }

  counted(outcome: OutcomeLabel): void {
    this.attempts.inc({ outcome });
  }

  private queue(registers: Registry[]): void {
    const figures = {
      houtai_webhook_due: ['Deliveries due on healthy endpoints', (row: QueueRow) => row.due],
      houtai_webhook_oldest_due_age_seconds: [
        'How long the oldest of them is due; alert when it is more than a minute',
        (row: QueueRow) => row.oldest,
      ],
      houtai_webhook_breakers_open: ['Endpoints whose breaker is open', (row: QueueRow) => row.breakers],
    } as const;
    const read = () => this.read();
    for (const [name, [help, figure]] of Object.entries(figures)) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          const row = await read();
          if (row) this.set(figure(row));
          else this.reset();
        },
      });
    }
  }

  private async read(): Promise<QueueRow | undefined> {
    const [row] = await this.sql.rows<QueueRow>(QUEUE);
    return row;
  }
}
