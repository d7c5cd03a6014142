import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';

/** When partners moved the clock of the test realm, by the system's time. */
@Injectable()
export class ClockMoveStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Those after `since`, the oldest first; older ones are forgotten. One request of a partner after the other. */
  async since(partnerId: string, since: Instant): Promise<Instant[]> {
    const { sql } = this.unitOfWork;
    const turn = `select pg_advisory_xact_lock(hashtextextended('test-clock ' || $1, 0))`;
    await sql.write(turn, [partnerId]);
    await sql.write('delete from test_clock_move where partner_id = $1 and moved_at <= $2', [
      partnerId,
      since,
    ]);
    const rows = await sql.rows<{ at: Date }>(
      'select moved_at as at from test_clock_move where partner_id = $1 order by moved_at',
      [partnerId],
    );
    return rows.map(({ at }) => toInstant(at));
  }

  async note(partnerId: string, at: Instant): Promise<void> {
    await this.unitOfWork.sql.write('insert into test_clock_move (partner_id, moved_at) values ($1, $2)', [
      partnerId,
      at,
    ]);
  }
}
