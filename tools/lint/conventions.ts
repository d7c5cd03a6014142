import ts from 'typescript';

export interface ProjectFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

/** A habit of the house, and where it is not kept. */
export interface Convention {
  readonly name: string;
  faults(files: readonly ProjectFile[]): string[];
}

const KINDS =
  'aggregate config consumer controller decide definition dto entity errors evolve list module publish queries row service store transitions view worker';
const SUFFIXES = new Set(KINDS.split(' '));
/** What others than us have named. */
const FOREIGN_VARIABLES = new Set(['PORT', 'HOST', 'LOG_LEVEL', 'OTEL_EXPORTER_OTLP_ENDPOINT']);
/** Past tenses that do not end in -ed. */
const IRREGULAR = /Began|Came|Held|Withdrawn|Heard|Put|Sold|Bound|Lost|Sent|Paid|Set|Made|Overdue|NoShow/;

const inServices = ({ path }: ProjectFile) => /^apps\/[^/]+\/src\//.test(path);
const isSpec = ({ path }: ProjectFile) => path.endsWith('.spec.ts');
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const words = (name: string) => name.split(/(?=[A-Z])/);

/** A convention that looks at one file at a time. */
function ofEach(
  name: string,
  concerns: (file: ProjectFile) => boolean,
  faultsOf: (file: ProjectFile) => string[],
): Convention {
  return {
    name,
    faults: (files) =>
      files.filter(concerns).flatMap((file) => faultsOf(file).map((fault) => `${file.path}: ${fault}`)),
  };
}

const suffixes = ofEach('a file name says what is in it', inServices, ({ path }) => {
  const match = /^[a-z0-9-]+(?:\.([a-z-]+))??(?:\.int)?(?:\.spec)?\.ts$/.exec(nameOf(path));
  if (!match) return ['is not named in kebab-case with at most one suffix'];
  const [, suffix] = match;
  return suffix === undefined || SUFFIXES.has(suffix) ? [] : [`the suffix .${suffix} is not known`];
});

const pluralFolders = ofEach(
  'the folder of an aggregate is a plural, or a capability like pricing',
  (file) => inServices(file) && !isSpec(file) && /: Aggregate</.test(file.text),
  ({ path }) => (/(s|ing)\/[^/]+$/.test(path) ? [] : ['lies in a folder that is neither']),
);

const reactions = ofEach(
  'a consumer is named after what it reacts to',
  (file) => inServices(file) && file.path.endsWith('.consumer.ts') && !takesEverything(file),
  ({ path, text }) => {
    const name = nameOf(path).replace('.consumer.ts', '');
    if (!name.startsWith('when-')) return ['is not named when-<event>.consumer.ts'];
    const expected = name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    return text.includes(`export class ${expected} `) ? [] : [`has no class ${expected}`];
  },
);

/** One that takes every event is named after what it does. */
function takesEverything({ text }: ProjectFile): boolean {
  return /@(?:OnEvents|EventPattern)\('\*'/.test(text);
}

const commands = ofEach('commands are imperatives in PascalCase', inServices, (file) =>
  typesIn(file, 'Command').flatMap((type) => [
    ...(isPascal(type) ? [] : [`the command ${type} is not in PascalCase`]),
    ...(isPast(words(type)[0] ?? '') ? [`the command ${type} reads like an event`] : []),
  ]),
);

const events = ofEach('events are past tenses in PascalCase', inServices, (file) =>
  typesIn(file, 'Event').flatMap((type) => [
    ...(isPascal(type) ? [] : [`the event ${type} is not in PascalCase`]),
    ...(words(type).some(isPast) || IRREGULAR.test(type)
      ? []
      : [`the event ${type} does not say that it has happened`]),
  ]),
);

const isPascal = (type: string) => /^([A-Z][a-z0-9]*)+$/.test(type);
const isPast = (word: string) => word.endsWith('ed') && !['Need', 'Feed', 'Speed'].includes(word);

/** The literals of `type` in the exported unions whose names end so. */
function typesIn({ path, text }: ProjectFile, ending: string): string[] {
  if (!new RegExp(`export type \\w*${ending}\\b`).test(text) || path.endsWith('.dto.ts')) return [];
  const found: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) && node.name.getText() === 'type' && node.type) {
      if (ts.isLiteralTypeNode(node.type) && ts.isStringLiteral(node.type.literal)) {
        found.push(node.type.literal.text);
      }
      return;
    }
    ts.forEachChild(node, collect);
  };
  for (const statement of ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true).statements) {
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text.endsWith(ending)) collect(statement);
  }
  return found;
}

const variables = ofEach(
  'our variables begin with HOUTAI_',
  (file) => !isSpec(file) && /^(apps|libs)\/[^/]+\/src\//.test(file.path),
  ({ text }) =>
    [...text.matchAll(/@FromEnv\('(\w+)'/g)]
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('HOUTAI_') && !FOREIGN_VARIABLES.has(name))
      .map((name) => `reads ${name}`),
);

const filters = ofEach(
  'the query of a list is a Filter',
  (file) => !isSpec(file) && /^(apps|libs)\/[^/]+\/src\//.test(file.path),
  ({ text }) => {
    const queries = [...text.matchAll(/@Query\(\) (?:\w+|\{[^}]*\}): (\w+)/g)];
    const pages = [...text.matchAll(/class (\w+) extends (?:PageFilter|SortedFilter\()/g)];
    return [...queries, ...pages]
      .map(([, name = '']) => name)
      .filter((name) => !name.endsWith('Filter'))
      .map((name) => `${name} is not named …Filter`);
  },
);

const contents: Convention = {
  name: 'a service has a table of its commands',
  faults: (files) => {
    const paths = new Set(files.map(({ path }) => path));
    const services = new Set(files.flatMap(({ path }) => /^apps\/([^/]+)\/src\//.exec(path)?.[1] ?? []));
    return [...services]
      .map((service) => `apps/${service}/${service}.commands.md`)
      .filter((path) => !paths.has(path))
      .map((path) => `${path} is missing: run npm run docs:generate`);
  },
};

export const CONVENTIONS: readonly Convention[] = [
  suffixes,
  pluralFolders,
  reactions,
  commands,
  events,
  variables,
  filters,
  contents,
];
