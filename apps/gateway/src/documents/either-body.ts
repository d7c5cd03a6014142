import type { Audience } from '../routes/audiences';

interface Either {
  anyOf?: unknown[];
  'x-houtai-either'?: readonly string[];
}

/**
 * A body that is one thing for the house and another for a partner is, in a document for one of them, theirs alone: the
 * alternatives name their readers in `x-houtai-either`.
 */
export function bodiesFor(audience: Audience, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => bodiesFor(audience, item));
  if (typeof node !== 'object' || node === null) return node;
  const { anyOf = [], 'x-houtai-either': readers } = node as Either;
  if (readers) return anyOf[readers.indexOf(audience === 'partner' ? 'partner' : 'house')];
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, bodiesFor(audience, child)]));
}
