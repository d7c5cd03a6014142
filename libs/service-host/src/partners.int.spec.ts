import { randomUUID } from 'node:crypto';
import { Body, Controller, Module } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { DataSource } from 'typeorm';
import { runInCall, UnitOfWork } from '@houtai/messaging';
import { send, type Call } from '../test/api-client';
import { startSample, type Sample } from '../test/sample-service';
import { Reach } from './auth/reach';
import { CreateRoute, ReadRoute } from './http/route';
import { IdempotencyKeyStore } from './idempotency/idempotency-key.store';

const ANNA = '01900000-0000-7000-8000-00000000000a';
const BERT = '01900000-0000-7000-8000-00000000000b';

class Label {
  @ApiProperty()
  @IsString()
  label: string;
}

class Labels {
  @ApiProperty({ type: [Label] })
  items: Label[];
}

const INSERT = `insert into crate (id, label, weight_grams, made_at) values (gen_random_uuid(), $1, 1, now())
                returning label`;
const SELECT = 'select label from crate where label <> $1 order by label';

/** Filters nothing: what a partner does not see is kept from it by the database alone. */
@Controller('api/v1/boxes')
class BoxesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  @CreateRoute('', { access: 'branches:read', partner: 'own', answers: Label })
  async make(@Body() { label }: Label, @Reach() _unused: Reach): Promise<unknown> {
    const [row] = await this.unitOfWork.sql.rows(INSERT, [label]);
    return row;
  }

  @ReadRoute('', { access: 'branches:read', partner: 'own', answers: Labels })
  async list(@Reach() _unused: Reach): Promise<Labels> {
    return { items: await this.unitOfWork.sql.rows<Label>(SELECT, ['']) };
  }

  @ReadRoute('by-typeorm', { access: 'branches:read', partner: 'own', answers: Labels })
  async past(@Reach() _unused: Reach): Promise<Labels> {
    return { items: await this.dataSource.query(SELECT, ['']) };
  }
}

@Module({ controllers: [BoxesController] })
class BoxesModule {}

describe('a route that partners reach and that filters nothing', () => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await startSample({ module: BoxesModule });
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  const house: Call = { roles: ['admin'] };
  const of = (partner: string, sub = 'agent'): Call => ({ roles: ['partner-agent'], partner, sub });
  const make = (label: string, call: Call, key?: string) =>
    send(sample.url, 'POST', '/api/v1/boxes', {
      ...call,
      body: { label },
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });
  const labels = async (call: Call) =>
    (await send<Labels>(sample.url, 'GET', '/api/v1/boxes', call)).body.items.map(({ label }) => label);

  it('shows each partner its own rows, and the house all', async () => {
    await make('of-anna', of(ANNA));
    await make('of-bert', of(BERT));
    await make('of-the-house', house);
    expect(await labels(of(ANNA))).toEqual(['of-anna']);
    expect(await labels(of(BERT))).toEqual(['of-bert']);
    expect(await labels(house)).toEqual(['of-anna', 'of-bert', 'of-the-house']);
  });

  it('finds no answer of another partner or of the house, whoever asks by which key', async () => {
    const keys = sample.app.get(IdempotencyKeyStore);
    const key = randomUUID();
    const claim = { actor: `partner ${BERT}`, key, requestHash: Buffer.alloc(0) };
    await make('theirs', of(BERT, 'bert'), key);
    const found = (partnerId?: string) =>
      runInCall({ correlationId: 'test', partnerId }, async () => (await keys.find(claim))?.body);
    expect(await found(ANNA)).toBeUndefined();
    expect(await found(BERT)).toContain('theirs');
    expect(await found()).toContain('theirs');
  });

  it('has the effect of a key once, and repeats its answer to its partner', async () => {
    const key = randomUUID();
    const first = await make('once', of(ANNA), key);
    const again = await make('once', of(ANNA), key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await labels(of(ANNA))).filter((label) => label === 'once')).toHaveLength(1);
  });

  it('fails where it asks the database past its unit of work', async () => {
    const path = '/api/v1/boxes/by-typeorm';
    expect((await send(sample.url, 'GET', path, of(ANNA))).status).toBe(500);
    expect((await send(sample.url, 'GET', path, house)).status).toBe(200);
  });
});
