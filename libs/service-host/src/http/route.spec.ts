import 'reflect-metadata';
import { IfMatch } from './if-match';
import { CommandRoute, ReadRoute, ReplaceRoute } from './route';
import { routeOf, takesIdempotencyKey, type RouteDeclaration } from './route-declaration';

describe('a route', () => {
  it('takes the version that it declares', () => {
    const define = () => {
      class Forgetful {
        @ReplaceRoute('', { access: 'doors:write', ifMatch: 'required' })
        paint(): void {
          // Would overwrite what others have changed meanwhile.
        }
      }
      return Forgetful;
    };
    expect(define).toThrow('paint: a route declares ifMatch and takes @IfMatch(), or neither');
  });

  it('declares the version that it takes', () => {
    const define = () => {
      class Silent {
        @CommandRoute('open', { access: 'doors:write' })
        open(@IfMatch() version?: number): number | undefined {
          return version;
        }
      }
      return Silent;
    };
    expect(define).toThrow('open: a route declares ifMatch and takes @IfMatch(), or neither');
  });

  it('is known by its handler with all that it declares', () => {
    const route: RouteDeclaration = { access: 'public', summary: 'Look through', problems: ['door-shut'] };
    class Doors {
      @ReadRoute('', route)
      static look(): void {
        // Nothing to see.
      }
    }
    expect(routeOf(Doors.look)).toEqual(route);
  });

  it('that ends is there for partners for 180 days', () => {
    const define = (sunset: string, partner?: 'own') => {
      class Old {
        @ReadRoute('', { access: 'doors:read', partner, retired: { since: '2027-01-01T00:00:00Z', sunset } })
        look(): void {
          // Nothing to see.
        }
      }
      return Old;
    };
    expect(() => define('2027-06-29T00:00:00Z', 'own')).toThrow('for more than 180 days, not 179');
    expect(() => define('2027-06-30T00:00:00Z', 'own')).not.toThrow();
    expect(() => define('2027-01-02T00:00:00Z')).not.toThrow();
    expect(() => define('2026-12-31T00:00:00Z')).toThrow('for more than 0 days');
  });

  it.each<[boolean, RouteDeclaration]>([
    [true, { access: 'doors:write' }],
    [false, { access: 'doors:write', idempotency: 'none' }],
    [false, { access: 'public' }],
  ])('takes an Idempotency-Key: %p for %p', (takes, route) => expect(takesIdempotencyKey(route)).toBe(takes));
});
