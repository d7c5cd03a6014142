import { at, testId } from '@houtai/testing';
import { A, A2, B, RentalWorld } from './rental-world';

interface Drive {
  fromBranchId: string;
  toBranchId: string;
  minutes: number;
  costFen: number;
  active: boolean;
  changedAt: string;
}

describe('how vehicles are brought from branch to branch', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start();
  });
  afterAll(() => world.close());

  const put = (from: string, to: string, body: object, more = {}) =>
    world.service.http<Drive & { code: string; errors?: { field: string }[] }>(
      'PUT',
      `/api/v1/drives/${from}/${to}`,
      { body, time: at('09:00', 1), ...more },
    );
  const list = async (query = '') => {
    const { body } = await world.service.http<{ items: Drive[]; next: string | null }>(
      'GET',
      `/api/v1/drives?${query}`,
    );
    return body;
  };

  it('is what dispatchers say, and saying it twice changes nothing', async () => {
    const terms = { minutes: 90, costFen: 6_000 };
    const first = await put(A, B, terms, { roles: ['dispatcher'] });
    expect(first).toMatchObject({
      status: 200,
      body: { fromBranchId: A, toBranchId: B, ...terms, active: true, changedAt: at('09:00', 1) },
    });
    const again = await put(A, B, terms, { time: at('10:00', 1) });
    expect(again.body).toEqual(first.body);
    const changed = await put(A, B, { ...terms, active: false }, { time: at('11:00', 1) });
    expect(changed.body).toMatchObject({ active: false, changedAt: at('11:00', 1) });
  });

  it('is listed page by page and by branch', async () => {
    await put(B, A, { minutes: 80, costFen: 0 });
    await put(A, A2, { minutes: 20, costFen: 1_500 });
    const first = await list('limit=2');
    const rest = await list(`limit=2&after=${first.next}`);
    const ends = [...first.items, ...rest.items].map(({ fromBranchId, toBranchId }) => [
      fromBranchId,
      toBranchId,
    ]);
    expect(ends).toEqual([
      [A, B],
      [A, A2],
      [B, A],
    ]);
    expect((await list(`toBranchId=${A}`)).items).toMatchObject([{ minutes: 80 }]);
    expect((await list(`fromBranchId=${A}&active=true`)).items).toMatchObject([{ minutes: 20 }]);
  });

  it('is forgotten, however often that is said', async () => {
    for (let n = 0; n < 2; n += 1)
      expect((await world.service.http('DELETE', `/api/v1/drives/${A}/${A2}`)).status).toBe(204);
    expect((await list(`toBranchId=${A2}`)).items).toEqual([]);
  });

  it.each([
    [{ minutes: 0, costFen: -1 }, ['minutes', 'costFen']],
    [{ minutes: 10.5 }, ['minutes', 'costFen']],
    [{ minutes: 10_081, costFen: 1, active: 'yes' }, ['minutes', 'active']],
  ])('refuses %j and names every fault', async (body, fields) => {
    const answer = await put(A, B, body);
    expect(answer.status).toBe(400);
    expect([...new Set(answer.body.errors?.map(({ field }) => field))].sort()).toEqual([...fields].sort());
  });

  it('leads from one branch that there is to another', async () => {
    const terms = { minutes: 10, costFen: 10 };
    expect(await put(A, A, terms)).toMatchObject({ status: 422, body: { code: 'drive-to-itself' } });
    expect(await put(testId(1), A, terms)).toMatchObject({ status: 422, body: { code: 'branch-unknown' } });
    expect((await put('here', A, terms)).status).toBe(400);
  });

  it('is nothing that just anybody may change', async () => {
    for (const role of ['analyst', 'branch-staff', 'fleet-manager'])
      expect((await put(A, B, { minutes: 10, costFen: 10 }, { roles: [role] })).status).toBe(403);
    const path = `/api/v1/drives/${A}/${B}`;
    expect((await world.service.http('DELETE', path, { roles: ['branch-staff'] })).status).toBe(403);
    expect((await world.service.http('GET', '/api/v1/drives', { roles: ['branch-staff'] })).status).toBe(200);
    expect(
      (await world.service.http('GET', '/api/v1/relocations', { roles: ['partner-agent'] })).status,
    ).toBe(403);
  });
});
