import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import type { EndpointHealth, Minute } from './endpoint-health';

interface HealthRow {
  endpoint_id: string;
  recent: Minute[];
  breaker_open_until: Date | null;
  breaker_openings: number;
  places: number | null;
  taken_in_a_row: number;
  failing_since: Date | null;
  last_failure_at: Date | null;
}

const COLUMNS = `endpoint_id, recent, breaker_open_until, breaker_openings, places, taken_in_a_row, failing_since,
  last_failure_at`;

const WRITE = `
  update endpoint_health h
     set recent = n.recent, breaker_open_until = n.breaker_open_until, breaker_openings = n.breaker_openings,
         places = n.places, taken_in_a_row = n.taken_in_a_row, failing_since = n.failing_since,
         last_failure_at = n.last_failure_at
    from jsonb_to_recordset($1::jsonb) as n(endpoint_id uuid, recent jsonb, breaker_open_until timestamptz,
      breaker_openings int, places int, taken_in_a_row int, failing_since timestamptz, last_failure_at timestamptz)
   where h.endpoint_id = n.endpoint_id`;

@Injectable()
export class HealthStore {
  constructor(private readonly sql: Sql) {}

  async create(endpointId: string): Promise<void> {
    await this.sql.write('insert into endpoint_health (endpoint_id) values ($1)', [endpointId]);
  }

  async of(endpointId: string): Promise<EndpointHealth | undefined> {
    const text = `select ${COLUMNS} from endpoint_health where endpoint_id = $1`;
    const [row] = await this.sql.rows<HealthRow>(text, [endpointId]);
    return row && toHealth(row);
  }

  /** Locks them for the rest of the transaction, in one order everywhere. */
  async lock(endpointIds: readonly string[]): Promise<Map<string, EndpointHealth>> {
    const rows = await this.sql.rows<HealthRow>(
      `select ${COLUMNS} from endpoint_health where endpoint_id = any($1::uuid[])
        order by endpoint_id for no key update`,
      [endpointIds],
    );
    return new Map(rows.map((row) => [row.endpoint_id, toHealth(row)]));
  }

  async write(healths: ReadonlyMap<string, EndpointHealth>): Promise<void> {
    if (healths.size === 0) return;
    await this.sql.write(WRITE, [JSON.stringify([...healths].map(toRow))]);
  }

  /** As if nothing had ever failed: whoever resumes an endpoint wants to see it tried. */
  async forget(endpointId: string): Promise<void> {
    await this.write(new Map([[endpointId, { recent: [], breakerOpenings: 0, takenInARow: 0 }]]));
  }

  /** One is tried at once, behind a breaker that is open; what is known of its failures stays known. */
  async tryNow(endpointId: string): Promise<void> {
    await this.sql.write(
      `update endpoint_health set breaker_open_until = now() where endpoint_id = $1 and breaker_open_until > now()`,
      [endpointId],
    );
  }

  /**
   * Notes that it is tested now. Undefined when the last test was less than so many seconds ago.
   * @returns the time of the database, which is what is signed
   */
  async testBegins(endpointId: string, seconds: number): Promise<Date | undefined> {
    const [row] = await this.sql.rows<{ tested_at: Date }>(
      `update endpoint_health set tested_at = now()
        where endpoint_id = $1 and (tested_at is null or tested_at < now() - make_interval(secs => $2))
        returning tested_at`,
      [endpointId, seconds],
    );
    return row?.tested_at;
  }
}

function toHealth(row: HealthRow): EndpointHealth {
  return {
    recent: row.recent,
    breakerOpenUntil: row.breaker_open_until?.getTime(),
    breakerOpenings: row.breaker_openings,
    places: row.places ?? undefined,
    takenInARow: row.taken_in_a_row,
    failingSince: row.failing_since?.getTime(),
    lastFailureAt: row.last_failure_at?.getTime(),
  };
}

function toRow([endpointId, health]: [string, EndpointHealth]): object {
  const time = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    endpoint_id: endpointId,
    recent: health.recent,
    breaker_open_until: time(health.breakerOpenUntil),
    breaker_openings: health.breakerOpenings,
    places: health.places ?? null,
    taken_in_a_row: health.takenInARow,
    failing_since: time(health.failingSince),
    last_failure_at: time(health.lastFailureAt),
  };
}
