import { Controller } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { Reach } from '../auth/reach';
import { checkLists } from '../lists/list-check';
import { PageOf } from './paging';
import { ReadRoute } from './route';
import { checkRoutes } from './route-check';

class Door {}

@Controller('api/v1/doors')
class Doors {
  @ReadRoute('', { access: 'branches:read', partner: 'own', answers: PageOf(Door) })
  list(@Reach() reach: Reach): string {
    return reach.kind;
  }
}

@Controller('api/v1/doors')
class ForgetfulDoors {
  @ReadRoute(':id', { access: 'branches:read', partner: 'own' })
  show(): string {
    return '';
  }
}

/** An application of these controllers, as Nest keeps it. */
function applicationOf(...controllers: (new () => object)[]): ModulesContainer {
  const module = { controllers: new Map(controllers.map((metatype) => [metatype, { metatype }])) };
  return new Map([['app', module]]) as unknown as ModulesContainer;
}

describe('the routes of a service that starts', () => {
  it('know how far the caller reaches, where partners have rows of their own', () => {
    expect(checkRoutes(applicationOf(Doors), {})).toEqual({ onlyForAdmin: [] });
    expect(() => checkRoutes(applicationOf(Doors, ForgetfulDoors), {})).toThrow(
      '@Reach(), which its queries need: ForgetfulDoors.show',
    );
  });

  it('answer pages of lists alone that are declared, and of all of them', () => {
    const doors = { name: 'doors', table: 'door', fields: {}, sorts: {}, filters: {} };
    expect(() => checkLists(applicationOf(Doors), [doors])).not.toThrow();
    expect(() => checkLists(applicationOf(Doors), [])).toThrow('has a route: doors');
    expect(() => checkLists(applicationOf(ForgetfulDoors), [doors])).toThrow('has a route: doors');
  });
});
