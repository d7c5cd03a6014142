/**
 * Copies schemas so that objects have no fields beside those named: what a document does not say, nobody can rely on.
 * Parts of an `allOf` stay open, since each describes only its share.
 */
export function closedSchemas<Node>(node: Node, shareOfMore = false): Node {
  if (Array.isArray(node)) return node.map((item: unknown) => closedSchemas(item)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'example' || key === 'examples' || key === 'default' || key === 'enum' || key === 'const')
      copy[key] = value;
    else if (key === 'allOf' && Array.isArray(value) && value.length > 1)
      copy[key] = value.map((part: unknown) => closedSchemas(part, true));
    else copy[key] = closedSchemas(value);
  }
  const describesFields = typeof copy['properties'] === 'object' && copy['type'] === 'object';
  if (describesFields && !shareOfMore && !('additionalProperties' in copy) && !isOpen(copy))
    copy['additionalProperties'] = false;
  return copy as Node;
}

/** Problems carry extensions of their own by RFC 9457, and are a share of the schema that names their codes. */
function isOpen({ description }: Record<string, unknown>): boolean {
  return typeof description === 'string' && description.startsWith('Problem details');
}
