import type { AnyList } from '@houtai/service-host';

/** A list with values for all of its filters, of which the table under test has rows. */
export interface ListUnderTest {
  readonly list: AnyList;
  /** Path below `/api/v1` where the name of the list has places in it. */
  readonly path?: string;
  /** Filters that every request needs. */
  readonly always?: Readonly<Record<string, string>>;
  readonly samples: Readonly<Record<string, string>>;
  /** Partner that has rows of it, where partners reach it: its plans are looked at under their role as well. */
  readonly partner?: string;
  /** The values of `samples` that differ where a partner asks. */
  readonly partnerSamples?: Readonly<Record<string, string>>;
}

/** A question that a list says how it is answered. */
export interface Asked {
  readonly sort: string;
  readonly filter?: string;
  /** Indexes that the list declares for it: what a partner asks may go by its rows, or by the filter. */
  readonly indexes: readonly string[];
  /** The partner that asks; the house when absent. */
  readonly partner?: string;
}

/** Every sort, turned round as well, by itself and beside every filter that goes with it; then the same as a partner. */
export function asksOf({ list, partner }: ListUnderTest, turned: (sort: string) => string): Asked[] {
  const asked: readonly Asked[] = Object.entries(list.sorts).flatMap(([sort, alone]) =>
    [sort, turned(sort)].flatMap((wished) => [
      { sort: wished, indexes: alone.split(' or ') },
      ...Object.entries(list.filters).flatMap(([filter, { indexes }]) => {
        const index = indexes[sort];
        return index === undefined ? [] : [{ sort: wished, filter, indexes: index.split(' or ') }];
      }),
    ]),
  );
  if (partner === undefined) return [...asked];
  const own = list.filters.partnerId?.indexes;
  if (own === undefined) return [...asked, ...asked.map((ask) => ({ ...ask, partner }))];
  const asPartner = asked.flatMap((ask): Asked[] => {
    if (ask.filter === 'partnerId') return [];
    const index = (own[ask.sort] ?? own[turned(ask.sort)])?.split(' or ');
    const filter = list.filters[ask.filter ?? ''];
    if (filter === undefined) return index === undefined ? [] : [{ ...ask, partner, indexes: index }];
    // its id is a filter of every question of a partner: what is asked goes with it, or leaves few rows
    if (index === undefined && filter.leaves === undefined) return [];
    const either = [...Object.values(filter.indexes), ...Object.values(own)];
    return [{ ...ask, partner, indexes: either.flatMap((names) => names.split(' or ')) }];
  });
  return [...asked, ...asPartner];
}

/** As a failure of the test calls it. */
export function named({ sort, filter, partner }: Asked): string {
  const asked = filter === undefined ? `sort=${sort}` : `sort=${sort} ${filter}`;
  return partner === undefined ? asked : `${asked}, of a partner`;
}
