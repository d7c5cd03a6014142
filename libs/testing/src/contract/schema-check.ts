import addFormats from 'ajv-formats';
import Ajv2020, { type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020';
import type { ContractDocument } from './api-contract';
import { closedSchemas } from './closed-schemas';

const OPTIONS: Options = { strict: false, allErrors: true, validateSchema: false, logger: false };

/** Holds values against the schemas of a document, each compiled when it is first needed. */
export class SchemaCheck {
  private readonly bodies: Ajv2020;
  private readonly parameters: Ajv2020;
  private readonly ofBodies = new WeakMap<object, ValidateFunction>();
  private readonly ofParameters = new WeakMap<object, ValidateFunction>();

  constructor(document: ContractDocument) {
    this.bodies = ajvFor(document, {});
    // What stands in a URL is text; its schema says what it means.
    this.parameters = ajvFor(document, { coerceTypes: 'array' });
  }

  /** Sentences about what is wrong with a JSON body; fields that the schema does not name among them. */
  body(schema: object, value: unknown): string[] {
    let validate = this.ofBodies.get(schema);
    if (!validate)
      this.ofBodies.set(schema, (validate = this.bodies.compile(pointedAt(closedSchemas(schema)))));
    return faultsOf(validate, value);
  }

  /** The same of a parameter as it was sent. */
  parameter(schema: object, value: string | string[]): string[] {
    let validate = this.ofParameters.get(schema);
    if (!validate) {
      // Ajv turns text into what a schema asks for where it can replace it: in a field.
      validate = this.parameters.compile(pointedAt({ properties: { value: schema } }));
      this.ofParameters.set(schema, validate);
    }
    return faultsOf(validate, { value });
  }
}

function faultsOf(validate: ValidateFunction, value: unknown): string[] {
  return validate(value) ? [] : (validate.errors ?? []).map(sentence);
}

const DOCUMENT = 'document';

function ajvFor({ components }: ContractDocument, options: Options): Ajv2020 {
  const ajv = new Ajv2020({ ...OPTIONS, ...options });
  addFormats(ajv);
  const schemas = closedSchemas(components?.['schemas'] ?? {});
  ajv.addSchema({ $id: DOCUMENT, components: { schemas: pointedAt(schemas) } });
  return ajv;
}

/** Copies a schema with its references pointed at the document that the check knows. */
function pointedAt<Node>(node: Node): Node {
  if (Array.isArray(node)) return node.map((item: unknown) => pointedAt(item)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? `${DOCUMENT}${value}` : pointedAt(value),
    ]),
  ) as Node;
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const more =
    'additionalProperty' in params
      ? ` (${String(params['additionalProperty'])})`
      : 'allowedValues' in params
        ? ` (${String(params['allowedValues'])})`
        : '';
  return `${instancePath || 'it'} ${message ?? 'is wrong'}${more}`;
}
