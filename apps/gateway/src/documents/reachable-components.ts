import type { Components } from '../routes/openapi-document';

const REFERENCE = /^#\/components\/([^/]+)\/(.+)$/;

/** The components that the roots refer to, themselves or through others: a document carries no shape that nobody there uses. */
export function reachableComponents(roots: readonly unknown[], components: Components): Components {
  const reached = new Set<string>();
  const open = [...roots];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node === 'string') {
      const [, kind = '', name = ''] = REFERENCE.exec(node) ?? [];
      const target = components[kind]?.[name];
      if (target === undefined || reached.has(`${kind}/${name}`)) continue;
      reached.add(`${kind}/${name}`);
      open.push(target);
    } else if (typeof node === 'object' && node !== null) {
      open.push(...Object.values(node));
    }
  }
  return Object.fromEntries(
    Object.entries(components).flatMap(([kind, entries]) => {
      const kept = Object.entries(entries).filter(([name]) => reached.has(`${kind}/${name}`));
      return kept.length > 0 ? [[kind, Object.fromEntries(kept)] as const] : [];
    }),
  );
}
