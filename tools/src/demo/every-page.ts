import { ApiClient } from './api-client';
import { Page } from './views';

/** All items of a list, page by page. */
export async function everyPage<T>(api: ApiClient, path: string): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = null;
  do {
    const page: Page<T> = await api.get<Page<T>>(
      `${path}?limit=200${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    );
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}
