import type { ExampleObject, OpenAPIObject, OperationObject } from '@nestjs/swagger';
import { sampleId } from './sample-id';

/** A schema as far as an example is made of it. */
interface Shape {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly allOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly 'x-houtai-either'?: readonly string[];
}

interface Media {
  schema?: Shape;
  example?: unknown;
  examples?: Readonly<Record<string, ExampleObject>>;
}

type Shapes = Readonly<Record<string, Shape>>;

/** What is said of a type alone, where a field shows nothing of its own. */
const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2027-03-01T10:00:00+08:00',
  date: '2027-03-01',
};

/**
 * Puts an example beside each body that an operation takes, made of the examples of its fields; for a body that is one thing
 * for the house and another for a partner, an example of each. A body one of whose required fields shows nothing gets none,
 * which the lint of the documents refuses.
 */
export function addRequestExamples({ requestBody }: OperationObject, { components }: OpenAPIObject): void {
  if (!requestBody || !('content' in requestBody)) return;
  const shapes = (components?.schemas ?? {}) as Shapes;
  for (const media of Object.values(requestBody.content) as Media[]) {
    const { schema } = media;
    if (!schema || media.example !== undefined || media.examples !== undefined) continue;
    const readers = schema['x-houtai-either'];
    if (readers) {
      const each = (schema.anyOf ?? []).map((one, n) => [readers[n], exampleOf('', one, shapes)] as const);
      media.examples = Object.fromEntries(
        each.flatMap(([reader, value]) =>
          reader === undefined || value === undefined ? [] : [[reader, { value }]],
        ),
      );
    } else {
      const example = exampleOf('', schema, shapes);
      if (example !== undefined) media.example = example;
    }
  }
}

/** A value that the schema allows, as its authors show it; undefined where they show none. `name` is that of the field. */
export function exampleOf(name: string, given: Shape, shapes: Shapes): unknown {
  const shown = shownBy(given);
  if (shown !== undefined) return shown;
  const schema = resolved(given, shapes);
  if (schema.anyOf) {
    return schema.anyOf.map((one) => exampleOf(name, one, shapes)).find((value) => value !== undefined);
  }
  return shownBy(schema) ?? ofType(name, schema, shapes);
}

function shownBy({ example, examples }: Shape): unknown {
  return example ?? examples?.[0];
}

function ofType(name: string, schema: Shape, shapes: Shapes): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.properties) return ofFields(schema, shapes);
  if (schema.items) {
    const item = exampleOf(name, schema.items, shapes);
    return item === undefined || (schema.minItems ?? 0) > 1 ? undefined : [item];
  }
  if (schema.type === 'boolean') return true;
  if (schema.format === 'uuid') return sampleId(name);
  return BY_FORMAT[schema.format ?? ''];
}

/** With what is required, and of the rest what shows an example: two optional fields may exclude each other. */
function ofFields({ properties = {}, required = [] }: Shape, shapes: Shapes): object | undefined {
  const fields: [string, unknown][] = [];
  for (const [name, property] of Object.entries(properties)) {
    const demanded = required.includes(name);
    if (!demanded && !isShown(property, shapes)) continue;
    const value = exampleOf(name, property, shapes);
    if (value !== undefined) fields.push([name, value]);
    else if (demanded) return undefined;
  }
  return Object.fromEntries(fields);
}

/** The field shows an example itself, or is an object or a list of objects, whose fields do. */
function isShown(property: Shape, shapes: Shapes): boolean {
  if (shownBy(property) !== undefined) return true;
  const { properties, items } = resolved(property, shapes);
  return properties !== undefined || (items !== undefined && isShown(items, shapes));
}

function resolved(schema: Shape, shapes: Shapes): Shape {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  if (name !== undefined) return resolved(shapes[name] ?? {}, shapes);
  const parts = (schema.allOf ?? []).map((part) => resolved(part, shapes));
  return parts.length === 0 ? schema : (Object.assign({}, ...parts, schema) as Shape);
}
