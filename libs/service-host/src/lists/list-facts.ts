import type { AnyList } from './list';

/** What the reference tells of a list: how it can be sorted and filtered, and the index that answers it. */
export interface ListFacts {
  readonly name: string;
  readonly table: string;
  readonly only?: string;
  readonly isOfFew?: boolean;
  /** Index by sort; the first is the usual one. */
  readonly sorts: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, Pick<AnyList['filters'][string], 'indexes' | 'leaves'>>>;
}

export function listFacts({ name, table, only, isOfFew, sorts, filters }: AnyList): ListFacts {
  const shown = Object.entries(filters).map(([filter, { indexes, leaves }]) => [filter, { indexes, leaves }]);
  return {
    name,
    table,
    only,
    isOfFew,
    sorts,
    filters: Object.fromEntries(shown) as ListFacts['filters'],
  };
}
