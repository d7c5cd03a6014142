import type { Provider } from '@nestjs/common';
import { addHours, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueWork } from '../due-work/due-work';
import { DueWorker } from '../due-work/due-worker.decorator';
import { LOGGER, type HostLogger } from '../telemetry/host-logger';
import { SealBrokenError } from './seal-broken.error';
import { SecretBox } from './secret-box';

const BATCH = 100;
/** Batches of one poll: other due work does not wait for a large table. */
const BATCHES_AT_ONCE = 10;
const LOOK_AGAIN_HOURS = 1;
/** So many values that cannot be opened speak of a wrong key, not of single rows. */
const MOST_BROKEN = 1000;

/** A column of sealed text. Names are written into SQL: constants of the service, never input. */
export interface SealedColumn {
  table: string;
  column: string;
  /** Columns of the primary key, in the order of {@link SealedPlace.record}. */
  key: readonly string[];
}

type Row = Record<string, unknown> & { record: string; sealed: string };

/**
 * Seals values of the first format in the second, which binds them to their place. Each batch is a transaction of its
 * own and what is done is no longer found, so it may stop anywhere and runs again for nothing.
 */
@DueWorker()
export class SealAnew implements DueWork {
  readonly name: string;
  private nextLook: Instant = '';
  private batches = 0;
  private broken: string[] = [];

  constructor(
    private readonly place: SealedColumn,
    private readonly unitOfWork: UnitOfWork,
    private readonly box: SecretBox,
    private readonly logger: HostLogger,
  ) {
    this.name = `seal-anew-${place.table}-${place.column}`;
  }

  async runDue(now: Instant): Promise<number> {
    // Instances that still write the first format cannot read the second.
    if (this.box.writes === 'v1' || now < this.nextLook) return 0;
    if (this.batches === BATCHES_AT_ONCE) return (this.batches = 0);
    this.batches += 1;
    const seen = await this.unitOfWork.run(() => this.batch());
    if (seen > 0 && this.broken.length < MOST_BROKEN) return seen;
    // They are told again at the next look, for as long as they are there.
    this.broken = [];
    this.batches = 0;
    this.nextLook = addHours(now, LOOK_AGAIN_HOURS);
    return 0;
  }

  private async batch(): Promise<number> {
    const { sql } = this.unitOfWork;
    const { table, column, key } = this.place;
    const record = `concat_ws('/', ${key.join(', ')})`;
    const rows = await sql.rows<Row>(
      `select ${key.join(', ')}, ${record} as record, ${column} as sealed from ${table}
        where ${column} like 'v1.%' and ${record} <> all ($1::text[])
        limit ${BATCH} for update skip locked`,
      [this.broken],
    );
    const broken: string[] = [];
    for (const row of rows) {
      const sealed = this.sealed(row);
      if (sealed === undefined) broken.push(row.record);
      else await sql.rows(this.update, [sealed, ...key.map((name) => row[name])]);
    }
    if (broken.length > 0) {
      this.broken = [...this.broken, ...broken];
      this.logger.error({ table, column, records: broken }, 'sealed values cannot be opened');
    }
    return rows.length;
  }

  private get update(): string {
    const { table, column, key } = this.place;
    return `update ${table} set ${column} = $1 where ${key.map((name, n) => `${name} = $${n + 2}`).join(' and ')}`;
  }

  private sealed({ record, sealed }: Row): string | undefined {
    const { table, column } = this.place;
    const place = { table, column, record };
    try {
      return this.box.seal(this.box.open(sealed, place), place);
    } catch (error) {
      if (error instanceof SealBrokenError) return undefined;
      throw error;
    }
  }
}

/** The providers of a module that owns sealed columns, one per column. */
export function sealAnew(...columns: SealedColumn[]): Provider[] {
  return columns.map((place) => ({
    provide: `houtai:seal-anew:${place.table}.${place.column}`,
    inject: [UnitOfWork, SecretBox, LOGGER],
    useFactory: (...parts: [UnitOfWork, SecretBox, HostLogger]) => new SealAnew(place, ...parts),
  }));
}
