import { Controller, Module, Query } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { send } from '../../test/api-client';
import { startSample, type Sample } from '../../test/sample-service';
import { PageFilter, PageOf, page, type Page } from './paging';
import { ReadRoute } from './route';

class Door {}

const retired = {
  since: '2027-01-01T00:00:00.000Z',
  sunset: '2027-07-01T00:00:00.000Z',
  successor: '/api/v2/doors',
};

// Not among the lists that a service declares, which this is not about.
@Controller('doors')
class DoorController {
  @ReadRoute('', { access: 'tasks:read', summary: 'Doors', answers: PageOf(Door), retired })
  list(@Query() { limit }: PageFilter): Page<Door> {
    return page([{}], limit === 1 ? 'more' : null);
  }
}

@Module({ controllers: [DoorController] })
class DoorModule {}

describe('an operation that ends', () => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await startSample({ module: DoorModule });
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  const LINKS = '</docs>; rel="deprecation"; type="text/html", </api/v2/doors>; rel="successor-version"';

  it('says so in every answer, refusals among them', async () => {
    for (const roles of [['admin'], null]) {
      const { status, headers } = await send(sample.url, 'GET', '/doors', { roles });
      expect(status).toBe(roles ? 200 : 401);
      expect(headers.get('deprecation')).toBe('@1798761600');
      expect(headers.get('sunset')).toBe('Thu, 01 Jul 2027 00:00:00 GMT');
      expect(headers.get('link')).toBe(LINKS);
    }
    const first = await send(sample.url, 'GET', '/doors?limit=1', { roles: ['admin'] });
    expect(first.headers.get('link')).toBe(`</doors?limit=1&after=more>; rel="next", ${LINKS}`);
    const other = await send(sample.url, 'GET', '/api/v1/crates', { roles: ['admin'] });
    expect(other.headers.get('deprecation')).toBeNull();
  });

  it('is marked in the document, with what follows it', async () => {
    const { body } = await send<OpenAPIObject>(sample.url, 'GET', '/openapi.json', { roles: null });
    const operation = body.paths['/doors']?.get;
    expect(operation?.deprecated).toBe(true);
    expect(operation?.description).toBe(
      'Deprecated since 2027-01-01, and may be gone from 2027-07-01 on. Use `/api/v2/doors` instead.',
    );
    expect(Object.keys((operation?.responses['200'] as { headers: object }).headers)).toEqual(
      expect.arrayContaining(['Deprecation', 'Sunset', 'Link']),
    );
    expect(body.paths['/api/v1/crates']?.get?.deprecated).toBeUndefined();
  });
});
