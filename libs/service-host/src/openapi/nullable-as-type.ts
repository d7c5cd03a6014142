/** Rewrites `nullable: true` of OpenAPI 3.0, which the decorators still produce, as JSON Schema of OpenAPI 3.1 has it. */
export function nullableAsType<Node>(node: Node): Node {
  if (Array.isArray(node)) return node.map((item: unknown) => nullableAsType(item)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node as Record<string, unknown>;
  const kept = typeof nullable === 'boolean' ? rest : (node as Record<string, unknown>);
  const rewritten = Object.fromEntries(
    Object.entries(kept).map(([key, value]) => [key, nullableAsType(value)]),
  );
  return (nullable === true ? orNull(rewritten) : rewritten) as Node;
}

function orNull(schema: Record<string, unknown>): Record<string, unknown> {
  const { type, enum: values, ...rest } = schema;
  // The class that stands in `allOf` describes no null: it has to be one choice of two.
  if (typeof type === 'string' && !('allOf' in schema)) {
    const allowed = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
    return { ...rest, type: [type, 'null'], ...allowed };
  }
  const { description, type: _, ...reference } = schema;
  return { ...(description === undefined ? {} : { description }), anyOf: [reference, { type: 'null' }] };
}
