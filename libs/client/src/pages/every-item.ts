/** A page of a list; `next` is the `after` of the following one, null on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Where a page begins; nothing for the first one. */
export interface From {
  readonly after?: string;
}

/**
 * The pages of a list, each asked for when it is wanted:
 * `everyPage((from) => houtai.listReservations({ query: { status: 'confirmed', ...from } }))`.
 */
export async function* everyPage<P extends Page<unknown>>(
  ask: (from: From) => Promise<P>,
): AsyncGenerator<P, void, void> {
  let from: From = {};
  for (;;) {
    const page = await ask(from);
    yield page;
    if (page.next === null) return;
    from = { after: page.next };
  }
}

/** What stands in a list, over all of its pages; as {@link everyPage}. */
export async function* everyItem<Item>(
  ask: (from: From) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, void> {
  for await (const page of everyPage(ask)) yield* page.items;
}
