import { Injectable } from '@nestjs/common';
import type { Fen, Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { endHold, type Hold, type HoldKind } from './hold';

export interface HoldEnd {
  reservationId: string;
  kind: HoldKind;
  captureFen: Fen;
  at: Instant;
}

/** Where and when a deposit was authorised. */
interface HoldOrigin {
  reference: string;
  at: Instant;
  branchId: string;
}

@Injectable()
export class HoldStore {
  constructor(private readonly sql: Sql) {}

  async open(
    holds: readonly (Pick<Hold, 'reservationId' | 'kind' | 'heldFen'> & HoldOrigin)[],
  ): Promise<void> {
    await this.sql.write(
      `insert into hold (reservation_id, kind, reference, held_fen, held_at, branch_id)
       select "reservationId", kind, reference, "heldFen", at, "branchId"
       from jsonb_to_recordset($1::jsonb) as h("reservationId" uuid, kind text, reference text, "heldFen" bigint,
         at timestamptz, "branchId" uuid)
       on conflict (reservation_id, kind) do nothing`,
      [JSON.stringify(holds)],
    );
  }

  /** Captures and releases the rest. Without such a hold only a capture of nothing is possible. */
  async end(ends: readonly HoldEnd[]): Promise<void> {
    const holds = new Map((await this.lock(ends)).map((hold) => [keyOf(hold), hold]));
    const ended = new Map<string, { reservationId: string; at: Instant }>();
    for (const { reservationId, kind, captureFen, at } of ends) {
      const key = keyOf({ reservationId, kind });
      const none = { reservationId, kind, heldFen: 0, capturedFen: 0, releasedFen: 0 };
      const hold = endHold(holds.get(key) ?? none, captureFen);
      holds.set(key, hold);
      ended.set(key, { at, ...ended.get(key), ...hold });
    }
    await this.sql.write(
      `update hold h set captured_fen = e."capturedFen", released_fen = e."releasedFen",
              ended_at = coalesce(h.ended_at, e.at)
       from jsonb_to_recordset($1::jsonb) as e("reservationId" uuid, kind text, "capturedFen" bigint,
         "releasedFen" bigint, at timestamptz)
       where h.reservation_id = e."reservationId" and h.kind = e.kind and h.reservation_id = any($2::uuid[])`,
      [JSON.stringify([...ended.values()]), [...ended.values()].map(({ reservationId }) => reservationId)],
    );
  }

  /** What entries had captured that are reversed is released; the books say how much that may be. */
  async giveBack(captures: readonly { reservationId: string; amountFen: Fen }[]): Promise<void> {
    await this.sql.write(
      `update hold h set captured_fen = captured_fen - c.fen, released_fen = released_fen + c.fen
       from (select "reservationId" as id, sum("amountFen") as fen
             from jsonb_to_recordset($1::jsonb) as c("reservationId" uuid, "amountFen" bigint) group by 1) c
       where h.reservation_id = c.id and h.kind = 'rental'`,
      [JSON.stringify(captures)],
    );
  }

  /** In one order for everybody. */
  private lock(ends: readonly HoldEnd[]): Promise<Hold[]> {
    return this.sql.rows<Hold>(
      `select reservation_id as "reservationId", kind, held_fen as "heldFen", captured_fen as "capturedFen",
              released_fen as "releasedFen"
       from hold where (reservation_id, kind) in (select id, kind from unnest($1::uuid[], $2::text[]) as w(id, kind))
       order by reservation_id, kind for update`,
      [ends.map(({ reservationId }) => reservationId), ends.map(({ kind }) => kind)],
    );
  }
}

function keyOf({ reservationId, kind }: Pick<Hold, 'reservationId' | 'kind'>): string {
  return `${reservationId} ${kind}`;
}
