import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Body, Controller, Inject, Injectable, Module, Query, type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type as Nested } from 'class-transformer';
import { IsInt, IsString, MaxLength, Min, ValidateNested } from 'class-validator';
import { DomainError, defineErrors, type Instant } from '@houtai/domain-kit';
import { UnitOfWork, currentCall } from '@houtai/messaging';
import { migrated, TEST_ISSUER, testBusDatabase, testDatabase, testJwks } from '@houtai/testing';
import { Actor } from '../src/auth/actor';
import { Reach } from '../src/auth/reach';
import { CLOCK, type Clock } from '../src/time/clock';
import { IDS, type IdSource } from '../src/ids/id-source';
import { IdParam } from '../src/validation/id-param';
import { IfMatch } from '../src/http/if-match';
import { NotFoundError, StaleVersionError } from '../src/problems/host-errors';
import { PageFilter, page, Page } from '../src/http/paging';
import { CreateRoute, ReadRoute, ReplaceRoute } from '../src/http/route';
import { ServiceConfig } from '../src/config/service-config';
import { migrate } from '../src/database/migrate';
import { migrationFolders } from '../src/database/migration-folders';
import { createService } from '../src/start-service';
import { RunningService } from '../src/service-options';
import { recorded } from './recorded';

class Size {
  @ApiProperty()
  @IsInt()
  @Min(1)
  weightGrams: number;
}

class MakeCrate {
  @ApiProperty()
  @IsString()
  @MaxLength(20)
  label: string;

  @ApiProperty({ type: Size })
  @ValidateNested()
  @Nested(() => Size)
  size: Size;
}

class Relabel {
  @ApiProperty()
  @IsString()
  label: string;
}

class Crate {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: 'integer' }) weightGrams: number;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ type: 'string', format: 'date-time' }) madeAt: Instant;
}

/** A page by its fields, and no list that a service would have to declare: that is not what the sample is about. */
class Crates {
  @ApiProperty({ type: [Crate] }) items: Crate[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

class Context {
  @ApiProperty({ type: 'object', additionalProperties: true }) actor: Actor;
  @ApiProperty({ type: 'object', additionalProperties: true }) call: object | undefined;
}

class Pong {
  @ApiProperty() pong: boolean;
}

const MIGRATIONS = join(__dirname, 'migrations');
const CRATE = `id, label, weight_grams as "weightGrams", version, made_at as "madeAt"`;

/** Lets a test hold a request in its handler. */
@Injectable()
export class Gate {
  private open: Promise<void> = Promise.resolve();
  private release: () => void = () => undefined;
  entered = 0;

  shut(): void {
    this.open = new Promise((resolve) => (this.release = resolve));
  }

  lift(): void {
    this.release();
  }

  pass(): Promise<void> {
    this.entered += 1;
    return this.open;
  }
}

const sampleErrors = defineErrors({
  'crate-cursed': {
    status: 409,
    en: 'Cursed crate',
    zh: '箱子被诅咒',
    detail: { en: 'Crate {label} is cursed.', zh: '箱子 {label} 被诅咒了。' },
  },
});

@Controller('api/v1/crates')
class CratesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: Gate,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('', { access: 'tasks:write', answers: Crate, problems: ['crate-cursed'] })
  async make(@Body() { label, size }: MakeCrate): Promise<Crate> {
    return this.unitOfWork.run(async () => {
      const { sql } = this.unitOfWork;
      const rows = await sql.rows<Crate>(
        `insert into crate (id, label, weight_grams, made_at) values ($1, $2, $3, $4) returning ${CRATE}`,
        [this.ids.next(), label, size.weightGrams, this.clock.now()],
      );
      await this.gate.pass();
      if (label === 'cursed') throw sampleErrors.error('crate-cursed', { label });
      if (label === 'broken') throw new TypeError('a defect');
      if (label === 'unmapped') throw new DomainError('nobody-knows', { en: 'Not declared', zh: '未声明' });
      return rows[0] as Crate;
    });
  }

  @CreateRoute('of-partners', {
    access: 'reservations:quote',
    partner: 'own',
    answers: Crate,
    problems: ['crate-cursed'],
  })
  makeForPartner(@Body() wish: MakeCrate, @Reach() _: Reach): Promise<Crate> {
    return this.make(wish);
  }

  @ReadRoute('', { access: 'tasks:read', answers: Crates })
  async list(@Query() { limit }: PageFilter): Promise<Page<Crate>> {
    const rows = await this.unitOfWork.run(() =>
      this.unitOfWork.sql.rows<Crate>(`select ${CRATE} from crate order by id limit $1`, [limit]),
    );
    return page(rows, rows.length === limit ? 'more' : null);
  }

  @ReadRoute(':id', { access: 'tasks:read', answers: Crate })
  async read(@IdParam() id: string): Promise<Crate> {
    const rows = await this.unitOfWork.run(() =>
      this.unitOfWork.sql.rows<Crate>(`select ${CRATE} from crate where id = $1`, [id]),
    );
    if (!rows[0]) throw new NotFoundError('crate', id);
    return rows[0];
  }

  @ReplaceRoute(':id', { access: 'tasks:write', ifMatch: 'required', answers: Crate })
  async relabel(
    @IdParam() id: string,
    @IfMatch() version: number | undefined,
    @Body() { label }: Relabel,
  ): Promise<Crate> {
    return this.unitOfWork.run(async () => {
      const { sql } = this.unitOfWork;
      const [crate] = await sql.rows<Crate>(`select ${CRATE} from crate where id = $1 for update`, [id]);
      if (!crate) throw new NotFoundError('crate', id);
      if (version !== undefined && version !== crate.version)
        throw new StaleVersionError(version, crate.version);
      await sql.rows('update crate set label = $2, version = version + 1 where id = $1', [id, label]);
      return { ...crate, label, version: crate.version + 1 };
    });
  }
}

@Controller('api/v1')
class ContextController {
  @ReadRoute('whoami', { access: 'tasks:read', answers: Context })
  whoAmI(@Actor() actor: Actor): Context {
    return { actor, call: currentCall() };
  }

  @ReadRoute('ping', { access: 'public', answers: Pong })
  ping(): Pong {
    return { pong: true };
  }
}

@Module({ controllers: [CratesController, ContextController], providers: [Gate] })
export class SampleModule {}

export interface Sample extends RunningService {
  env: Record<string, string>;
  /** Drops the databases; call after `close`. */
  drop(): Promise<void>;
}

export interface SampleOptions {
  module?: Type<unknown>;
  env?: Record<string, string>;
}

/** Environment of a service with fresh databases; its own is migrated unless it is to be empty. */
export async function sampleEnvironment({ empty = false } = {}): Promise<{
  env: Record<string, string>;
  /** Of the role that migrates and owns the tables. */
  ownerUrl: string;
  drop(): Promise<void>;
}> {
  const template = empty ? undefined : await migrated({ name: 'sample', migrationsDir: MIGRATIONS });
  const [database, bus, jwks] = await Promise.all([
    testDatabase('sample', template),
    testBusDatabase(),
    testJwks(),
  ]);
  const env = {
    HOUTAI_DATABASE_URL: database.appUrl,
    HOUTAI_BUS: 'embedded',
    HOUTAI_BUS_URL: bus.url,
    HOUTAI_JWKS: jwks,
    HOUTAI_TOKEN_ISSUER: TEST_ISSUER,
    HOUTAI_DATA_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'silent',
    PORT: '0',
  };
  const drop = async () => {
    await database.drop();
    await bus.drop();
  };
  return { env, ownerUrl: database.ownerUrl, drop };
}

/** Brings the sample's database up to date, as `migrate.js` does. */
export function migrateSample(url: string): Promise<string[]> {
  const folders = migrationFolders({ migrationsDir: MIGRATIONS });
  return migrate({ url, service: 'sample', folders, timeoutMs: 60_000 });
}

export async function createSample(
  env: Record<string, string>,
  module: Type<unknown> = SampleModule,
): Promise<RunningService> {
  const running = await createService(
    {
      name: 'sample',
      module,
      config: ServiceConfig,
      errors: sampleErrors.declared,
      stateMachines: { crate: { none: { CrateMade: 'made' }, made: {} } },
      migrationsDir: MIGRATIONS,
      title: 'Sample',
      description: 'A service for tests',
    },
    { env },
  );
  return recorded(running);
}

export async function startSample({ module, env: extra }: SampleOptions = {}): Promise<Sample> {
  const { env: base, drop } = await sampleEnvironment();
  const env = { ...base, ...extra };
  try {
    return { ...(await createSample(env, module)), env, drop };
  } catch (error) {
    await drop();
    throw error;
  }
}
