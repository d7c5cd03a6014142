import type { Audience } from '../routes/audiences';

interface Either {
  anyOf?: unknown[];
  'x-houtai-either'?: readonly string[];
}

/** A body with an example for each of its readers. */
interface EitherMedia {
  schema?: Either;
  examples?: Readonly<Record<string, unknown>>;
}

/**
 * A body that is one thing for the house and another for a partner is, in a document for one of them, theirs alone, with
 * their example: the alternatives name their readers in `x-houtai-either`.
 */
export function bodiesFor(audience: Audience, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => bodiesFor(audience, item));
  if (typeof node !== 'object' || node === null) return node;
  const reader = audience === 'partner' ? 'partner' : 'house';
  const { anyOf = [], 'x-houtai-either': readers } = node as Either;
  if (readers) return anyOf[readers.indexOf(reader)];
  const { schema, examples } = node as EitherMedia;
  const own = schema?.['x-houtai-either'] && examples && { examples: { [reader]: examples[reader] } };
  return Object.fromEntries(
    Object.entries({ ...node, ...own }).map(([key, child]) => [key, bodiesFor(audience, child)]),
  );
}
