import { randomUUID } from 'node:crypto';
import { fakeToken, startTestService, type TestService } from '@houtai/testing';
import type { ApiDocument } from '../system/api-document';
import { Colleague, type Ask } from '../system/colleague';
import { walkAsPartner } from './partner-walk';
import { Filters, LeakyController, parcelService, SlowController } from './parcel-service';
import type { Caller, WalkWorld } from './walk-world';

const A = '01900000-0000-7000-8000-00000000000a';
const B = '01900000-0000-7000-8000-00000000000b';

interface Posted {
  id: string;
  recipientId: string;
}

describe('the walk of a partner', () => {
  let service: TestService | undefined;
  afterEach(async () => {
    await service?.close();
    service = undefined;
  });

  /** A service with rows of everybody, and what the walk has to know of it. */
  async function world(started: TestService): Promise<WalkWorld> {
    service = started;
    const caller = (roles: string[], partner?: string): Caller => ({
      ask: async <T>(method: string, path: string, { headers, ...ask }: Ask = {}) => {
        const token = await fakeToken({ roles, partner, sub: partner ?? 'house' });
        return new Colleague(started.url, undefined).ask<T>(method, path, {
          ...ask,
          headers: { ...headers, authorization: `Bearer ${token}` },
        });
      },
    });
    const partner = caller(['partner-admin'], A);
    const other = caller(['partner-admin'], B);
    const house = caller(['admin']);
    const post = async (who: Caller, label: string, owner: string | null) => {
      const body = { label, recipientId: randomUUID() };
      await started.sql('insert into recipient values ($1, $2)', [body.recipientId, owner]);
      const posted = await who.ask<Posted>('POST', '/api/v1/parcels', { body });
      LeakyController.labels.set(posted.body.id, label);
      return { parcels: posted.body.id, recipients: body.recipientId };
    };
    const document = (await house.ask<ApiDocument>('GET', '/openapi.json')).body;
    const [own] = [
      await post(partner, 'mine', A),
      await post(partner, 'mine too', A),
      await post(partner, 'and mine', A),
    ];
    const ofOther = await post(other, 'Bertha', B);
    await post(other, 'Bertha', B);
    const ofHouse = await post(house, 'the house', null);
    return {
      document,
      partner,
      other,
      own,
      ofOther,
      ofHouse,
      reference: {},
      canaries: ['Bertha', 'the house'],
    };
  }

  it('finds nothing where the code keeps partners apart', async () => {
    expect(await walkAsPartner(await world(await startTestService(parcelService())))).toEqual([]);
  });

  it('finds nothing where the code filters nothing, for the database does', async () => {
    const started = await startTestService(parcelService());
    started.running.app.get(Filters, { strict: false }).on = false;
    expect(await walkAsPartner(await world(started))).toEqual([]);
  });

  it('finds every route that shows rows of others, where neither does', async () => {
    const started = await startTestService(parcelService());
    started.running.app.get(Filters, { strict: false }).on = false;
    await started.sql(
      'alter table parcel disable row level security; alter table recipient disable row level security',
    );
    const found = await walkAsPartner(await world(started));
    const routes = new Set(found.map((what) => what.split(':')[0]));
    expect([...routes].sort()).toEqual([
      'GET /api/v1/parcels',
      'GET /api/v1/parcels/{id}',
      'POST /api/v1/parcels',
      'POST /api/v1/parcels/{id}/seal',
    ]);
    expect(found).toContain('GET /api/v1/parcels: tells by recipientId whether others have a row');
    expect(found).toContain('GET /api/v1/parcels: tells of Bertha behind a cursor of theirs');
  });

  it('finds a route nobody told it of, past filters and database', async () => {
    const found = await walkAsPartner(await world(await startTestService(parcelService([LeakyController]))));
    expect(found).toEqual([
      'GET /api/v1/parcels/{id}/label: tells of Bertha',
      'GET /api/v1/parcels/{id}/label: tells rows of others (200) from an id that nobody has (404)',
      'GET /api/v1/parcels/{id}/label: tells of the house',
    ]);
  });

  it('finds a route whose time tells what its answer does not', async () => {
    const found = await walkAsPartner(await world(await startTestService(parcelService([SlowController]))));
    expect(found).toEqual([
      expect.stringMatching(
        /^GET \/api\/v1\/parcels\/\{id\}\/weight: tells by its time rows of others \([\d.]+ ms\) from an id that nobody has/,
      ),
    ]);
  });

  it('finds what a partner is told of others without asking, and that it is told nothing', async () => {
    const known = await world(await startTestService(parcelService()));
    const after = (...texts: string[]) => walkAsPartner({ ...known, told: () => texts }, []);
    expect(await after('{"subject":"mine"}')).toEqual([]);
    expect(await after('{"subject":"mine"}', `{"subject":"${known.ofOther['parcels']}"}`)).toEqual([
      `it was told of ${known.ofOther['parcels']}`,
    ]);
    expect(await after()).toEqual(['it was told nothing, so that nothing was looked at']);
  });

  it('finds a route that a credential is let into without the permission', async () => {
    const known = await world(await startTestService(parcelService()));
    const found = await walkAsPartner({ ...known, permits: new Set(['reservations:read']) });
    expect(found).toContain('GET /api/v1/sizes: is shut for partners or this one, yet answers 200 to it');
  });

  it('says where it could not look: a kind of row it has none of, or what it gets no answer from', async () => {
    const known = await world(await startTestService(parcelService()));
    const { own, ofOther, ofHouse } = known;
    const only = ({ recipients = '' }) => ({ recipients });
    const blind = { ...known, own: only(own), ofOther: only(ofOther), ofHouse: only(ofHouse) };
    expect(await walkAsPartner(blind)).toContain(
      'GET /api/v1/parcels/{id}: no parcels of everybody are known, so that nothing was looked at',
    );
    const nobody = { ...known, own: { ...own, parcels: randomUUID() } };
    expect(await walkAsPartner(nobody)).toEqual([
      "GET /api/v1/parcels/{id}: answers 404 to the partner's own row, so that nothing was looked at",
    ]);
  });

  it('finds a route that is open without a mark', async () => {
    const known = await world(await startTestService(parcelService()));
    const document = JSON.parse(
      JSON.stringify(known.document).replace('"x-houtai-partner":"reference"', '"x-houtai-partner":null'),
    ) as ApiDocument;
    expect(await walkAsPartner({ ...known, document })).toEqual([
      'GET /api/v1/sizes: is shut for partners or this one, yet answers 200 to it',
    ]);
  });
});
