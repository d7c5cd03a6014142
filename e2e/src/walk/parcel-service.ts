import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Body, Controller, Injectable, Module, Query, type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID } from 'class-validator';
import { defineErrors } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import {
  CommandRoute,
  CreateRoute,
  IdParam,
  IfMatch,
  NotFoundError,
  page,
  ownerOf,
  PageFilter,
  Reach,
  ReadRoute,
  ServiceConfig,
  StaleVersionError,
  type Page,
  type ServiceOptions,
} from '@houtai/service-host';

interface Parcel {
  id: string;
  label: string;
  recipientId: string;
  version: number;
}

class ParcelFilter extends PageFilter {
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  recipientId?: string;
}

class PostParcel {
  @ApiProperty()
  @IsString()
  label: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  recipientId: string;
}

/** The first line: what the code leaves out for a partner. A test switches it off to see what the second one does. */
@Injectable()
export class Filters {
  on = true;

  partner(reach: Reach): string | null {
    return this.on ? (ownerOf(reach) ?? null) : null;
  }
}

const COLUMNS = 'id, label, recipient_id as "recipientId", version';
const OWN = '($1::uuid is null or partner_id = $1)';
const PARTNERS = { access: 'branches:read', partner: 'own' } as const;

@Controller('api/v1')
class ParcelsController {
  constructor(
    private readonly sql: Sql,
    private readonly filters: Filters,
  ) {}

  @CreateRoute('parcels', { ...PARTNERS, operationId: 'postParcel' })
  async post(@Body() { label, recipientId }: PostParcel, @Reach() reach: Reach): Promise<Parcel> {
    const known = await this.sql.rows(`select from recipient where ${OWN} and id = $2`, [
      this.filters.partner(reach),
      recipientId,
    ]);
    if (known.length === 0) throw new NotFoundError('recipient', recipientId);
    const [row] = await this.sql.rows<Parcel & { [column: string]: unknown }>(
      `insert into parcel (id, label, recipient_id) values ($1, $2, $3) returning ${COLUMNS}`,
      [randomUUID(), label, recipientId],
    );
    return row as Parcel;
  }

  @ReadRoute('parcels', { ...PARTNERS, operationId: 'listParcels' })
  async list(
    @Query() { recipientId, limit, after }: ParcelFilter,
    @Reach() reach: Reach,
  ): Promise<Page<Parcel>> {
    const rows = await this.sql.rows(
      `select ${COLUMNS} from parcel
        where ${OWN} and ($2::uuid is null or recipient_id = $2) and ($3::uuid is null or id > $3) order by id limit $4`,
      [this.filters.partner(reach), recipientId ?? null, after ?? null, limit + 1],
    );
    const items = rows.slice(0, limit) as unknown as Parcel[];
    return page(items, rows.length > limit ? items.at(-1)?.id : null);
  }

  @ReadRoute('parcels/:id', { ...PARTNERS, operationId: 'showParcel' })
  show(@IdParam() id: string, @Reach() reach: Reach): Promise<Parcel> {
    return this.find(id, reach);
  }

  @CommandRoute('parcels/:id/seal', { ...PARTNERS, operationId: 'sealParcel', ifMatch: 'optional' })
  async seal(@IdParam() id: string, @Reach() reach: Reach, @IfMatch() version?: number): Promise<void> {
    const parcel = await this.find(id, reach);
    if (version !== undefined && version !== parcel.version)
      throw new StaleVersionError(version, parcel.version);
    await this.sql.write('update parcel set version = version + 1 where id = $1', [id]);
  }

  @ReadRoute('sizes', { access: 'branches:read', partner: 'reference', operationId: 'listSizes' })
  sizes(): Promise<unknown[]> {
    return this.sql.rows('select name from size order by name');
  }

  @ReadRoute('parcels/:id/costs', { access: 'branches:read', operationId: 'showCosts' })
  costs(): object {
    return { fen: 1 };
  }

  private async find(id: string, reach: Reach): Promise<Parcel> {
    const [row] = await this.sql.rows(`select ${COLUMNS} from parcel where ${OWN} and id = $2`, [
      this.filters.partner(reach),
      id,
    ]);
    if (!row) throw new NotFoundError('parcel', id);
    return row as unknown as Parcel;
  }
}

/** Remembers, for whoever asks, what the database showed to another one. */
@Controller('api/v1')
export class LeakyController {
  static readonly labels = new Map<string, string>();

  @ReadRoute('parcels/:id/label', { ...PARTNERS, operationId: 'showLabel' })
  label(@IdParam() id: string, @Reach() _whatever: Reach): object {
    const label = LeakyController.labels.get(id);
    if (label === undefined) throw new NotFoundError('parcel', id);
    return { label };
  }
}

/** Answers alike for what others have and what nobody has, and takes its time for the former. */
@Controller('api/v1')
export class SlowController {
  @ReadRoute('parcels/:id/weight', { ...PARTNERS, operationId: 'showWeight' })
  async weight(@IdParam() id: string, @Reach() _whatever: Reach): Promise<object> {
    const label = LeakyController.labels.get(id);
    if (label !== undefined) await new Promise((resolve) => setTimeout(resolve, 30));
    if (label?.includes('mine')) return { grams: 1 };
    throw new NotFoundError('parcel', id);
  }
}

/** A service with each kind of route that there is for a partner. */
export function parcelService(controllers: Type[] = []): ServiceOptions {
  @Module({ controllers: [ParcelsController, ...controllers], providers: [Filters] })
  class ParcelModule {}
  return {
    name: 'sample',
    module: ParcelModule,
    config: ServiceConfig,
    errors: defineErrors({}).declared,
    migrationsDir: join(__dirname, 'migrations'),
    title: 'Parcels',
    description: 'A service for the test of the walk',
  };
}
