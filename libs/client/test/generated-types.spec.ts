import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
}

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly webhooks?: Readonly<Record<string, unknown>>;
}

const LIBRARY = join(__dirname, '..');

/** Types that generated code declares, as the compiler understands them. */
class DeclaredTypes {
  private readonly checker: ts.TypeChecker;
  private readonly aliases = new Map<string, ts.TypeAliasDeclaration>();

  constructor(file: string) {
    const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2023, types: [] };
    const program = ts.createProgram([file], options);
    this.checker = program.getTypeChecker();
    program.getSourceFile(file)?.forEachChild((node) => {
      if (ts.isTypeAliasDeclaration(node)) this.aliases.set(node.name.text, node);
    });
  }

  /** The properties of a type by name; undefined for one that is not declared. */
  propertiesOf(name: string): ReadonlyMap<string, { optional: boolean; type: ts.Type }> | undefined {
    const alias = this.aliases.get(name);
    if (!alias) return undefined;
    const properties = this.checker.getTypeAtLocation(alias.name).getProperties();
    return new Map(
      properties.map((property) => {
        const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
        return [property.name, { optional, type: this.checker.getTypeOfSymbolAtLocation(property, alias) }];
      }),
    );
  }

  membersOf(name: string): readonly ts.Type[] {
    const alias = this.aliases.get(name);
    const type = alias && this.checker.getTypeAtLocation(alias.name);
    return type?.isUnion() ? type.types : type ? [type] : [];
  }

  isArray(type: ts.Type): boolean {
    return this.checker.isArrayType(type);
  }

  elementOf(type: ts.Type): ts.Type {
    return this.checker.getTypeArguments(type as ts.TypeReference)[0] ?? type;
  }

  literalOf(member: ts.Type, path: readonly string[]): unknown {
    let type = member;
    for (const name of path) {
      const property = type.getProperty(name);
      const [declaration] = property?.declarations ?? [];
      if (!property || !declaration) return undefined;
      type = this.checker.getTypeOfSymbolAtLocation(property, declaration);
    }
    return type.isStringLiteral() ? type.value : undefined;
  }
}

/** The members of a union without `undefined`, which is what an optional property adds. */
function partsOf(type: ts.Type): readonly ts.Type[] {
  const all = type.isUnion() ? type.types : [type];
  return all.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
}

const isNull = ({ flags }: ts.Type) => (flags & ts.TypeFlags.Null) !== 0;

function literals(parts: readonly ts.Type[]): unknown[] {
  return parts.flatMap((part) => (part.isStringLiteral() || part.isNumberLiteral() ? [part.value] : []));
}

function mayBeNull({ type, anyOf = [], oneOf = [], enum: values }: Schema): boolean {
  return (
    type === 'null' ||
    (Array.isArray(type) && type.includes('null')) ||
    values?.includes(null) === true ||
    [...anyOf, ...oneOf].some(mayBeNull)
  );
}

/** Where a declared property says something else than its schema. */
function faultsOf(schema: Schema, type: ts.Type, types: DeclaredTypes): string[] {
  const parts = partsOf(type);
  const faults: string[] = [];
  if (parts.some(isNull) !== mayBeNull(schema))
    faults.push(mayBeNull(schema) ? 'may be null' : 'is never null');
  const values = schema.enum?.filter((value) => value !== null);
  if (values && String(literals(parts).sort()) !== String([...values].sort()))
    faults.push(`is one of ${values.join(', ')}, not of ${literals(parts).join(', ')}`);
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter((one) => one.type !== 'null');
  // an id or a number, say: texts of several forms are of one type
  const texts = forms.filter((one) => one.type === 'string' && !one.enum);
  const several = forms.length - Math.max(0, texts.length - 1);
  if (several > 1 && parts.filter((part) => !isNull(part)).length < 2) faults.push('is one of several');
  const array = parts.find((part) => types.isArray(part));
  if (schema.items && !array) faults.push('is a list');
  if (schema.items && array)
    faults.push(
      ...faultsOf(schema.items, types.elementOf(array), types).map((fault) => `of its items, each ${fault}`),
    );
  return faults;
}

/** `api_key.view` as the generator writes it. */
function typeNameOf(schema: string): string {
  return schema.replaceAll(/(?:^|[^A-Za-z0-9]+)([a-z0-9])/gi, (_, first: string) => first.toUpperCase());
}

describe.each(['partner', 'internal'])('the generated types of the %s document', (audience) => {
  const file = join(LIBRARY, '..', '..', 'docs', 'reference', 'openapi', `${audience}.json`);
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
  let types: DeclaredTypes;

  beforeAll(() => {
    types = new DeclaredTypes(join(LIBRARY, 'src', audience, 'generated', 'types.gen.ts'));
  });

  it('have every property as its schema has it: optional, nullable, one of, several, list', () => {
    const faults: string[] = [];
    let nullable = 0;
    for (const [name, { properties = {}, required = [] }] of Object.entries(document.components.schemas)) {
      const declared = types.propertiesOf(typeNameOf(name));
      if (!declared) faults.push(`${name} is not declared`);
      for (const [field, schema] of Object.entries(properties)) {
        const property = declared?.get(field);
        if (!property) faults.push(`${name}.${field} is not declared`);
        if (!property) continue;
        if (mayBeNull(schema)) nullable += 1;
        if (property.optional === required.includes(field)) faults.push(`${name}.${field}: optional or not`);
        faults.push(...faultsOf(schema, property.type, types).map((fault) => `${name}.${field} ${fault}`));
      }
    }
    expect(faults).toEqual([]);
    expect(nullable).toBeGreaterThan(10);
  });

  it('tell the events of webhooks apart by their type', () => {
    const told = types.membersOf('Webhooks').map((member) => types.literalOf(member, ['body', 'type']));
    expect(told.sort()).toEqual(Object.keys(document.webhooks ?? {}).sort());
  });
});
