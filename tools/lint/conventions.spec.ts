import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CONVENTIONS, type ProjectFile } from './conventions';

const root = join(__dirname, '..', '..');
const at = (path: string, text = ''): ProjectFile => ({ path, text });

/** What each convention must refuse. */
const BROKEN: Readonly<Record<string, readonly [files: ProjectFile[], fault: string]>> = {
  'a file name says what is in it': [
    [at('apps/orders/src/wishes/wish.store.ts'), at('apps/orders/src/wishes/wish.helper.ts')],
    'apps/orders/src/wishes/wish.helper.ts: the suffix .helper is not known',
  ],
  'the folder of an aggregate is a plural, or a capability like pricing': [
    [at('apps/orders/src/wish/wish.ts', 'export const wish: Aggregate<A, B, C> = {};')],
    'apps/orders/src/wish/wish.ts: lies in a folder that is neither',
  ],
  'a consumer is named after what it reacts to': [
    [
      at('apps/orders/src/wishes/when-wish-made.consumer.ts', 'export class WhenWishMade {'),
      at('apps/orders/src/wishes/all.consumer.ts', `@OnEvents('*') export class All {`),
      at('apps/orders/src/wishes/when-wish-lost.consumer.ts', 'export class LosesWishes {'),
    ],
    'apps/orders/src/wishes/when-wish-lost.consumer.ts: has no class WhenWishLost',
  ],
  'commands are imperatives in PascalCase': [
    [
      at(
        'apps/orders/src/wishes/wish.ts',
        `export type WishCommand = { type: 'MakeWish' } | { type: 'make-wish' };`,
      ),
    ],
    'apps/orders/src/wishes/wish.ts: the command make-wish is not in PascalCase',
  ],
  'events are past tenses in PascalCase': [
    [
      at(
        'apps/orders/src/wishes/wish.ts',
        `export type WishEvent = { at: Instant } & ({ type: 'WishMaking' } | { type: 'WishEnded' });`,
      ),
    ],
    'apps/orders/src/wishes/wish.ts: the event WishMaking does not say that it has happened',
  ],
  'our variables begin with HOUTAI_': [
    [
      at(
        'apps/orders/src/orders.config.ts',
        `@FromEnv('PORT') @FromEnv('HOUTAI_A', 'A') @FromEnv('ORDERS_WISHES')`,
      ),
    ],
    'apps/orders/src/orders.config.ts: reads ORDERS_WISHES',
  ],
  'the query of a list is a Filter': [
    [
      at(
        'apps/orders/src/wishes/wish.controller.ts',
        'list(@Query() { limit }: WishQuery, @Query() a: WishFilter)',
      ),
    ],
    'apps/orders/src/wishes/wish.controller.ts: WishQuery is not named …Filter',
  ],
  'a service has a table of its commands': [
    [at('apps/orders/src/main.ts')],
    'apps/orders/orders.commands.md is missing: run npm run docs:generate',
  ],
};

describe('a convention of the house:', () => {
  const files = ['apps', 'libs']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path}`,
      ),
    )
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^\w+\/[^/]+\/(src\/.*\.ts|[^/]+\.commands\.md)$/.test(path))
    .map((path) => at(path, readFileSync(join(root, path), 'utf8')));

  it.each(CONVENTIONS)('$name', (convention) => {
    expect(convention.faults(files)).toEqual([]);
  });

  it.each(CONVENTIONS)('$name, and what breaks it is found', (convention) => {
    const [broken, fault] = BROKEN[convention.name] ?? [[], 'a fixture'];
    expect(convention.faults(broken)).toEqual([fault]);
  });
});
