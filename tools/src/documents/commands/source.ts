import { relative } from 'node:path';
import ts from 'typescript';

/** What a piece of source leads to, by itself and by what it calls inside of its service. */
export interface Reached {
  /** String literals that stand as `type` of an object. */
  readonly types: Set<string>;
  /** Names imported from the event catalogue, other than types. */
  readonly catalogue: Set<string>;
  readonly declarations: Set<ts.Node>;
}

/** The sources of one service with what refers to what, as the compiler resolves it. */
export class Source {
  /** Functions, methods, properties and constants that something may refer to. */
  readonly declarations: ts.Node[] = [];

  constructor(
    readonly files: readonly ts.SourceFile[],
    readonly checker: ts.TypeChecker,
    private readonly root: string,
  ) {
    for (const file of files) this.collect(file);
  }

  /** Everything a node leads to, past what is left out. */
  reach(node: ts.Node, leftOut?: (node: ts.Node) => boolean): Reached {
    const found: Reached = { types: new Set(), catalogue: new Set(), declarations: new Set() };
    const queue = [node];
    for (const next of queue) {
      const { types, catalogue, declarations } = this.mentions(next, leftOut);
      types.forEach((type) => found.types.add(type));
      catalogue.forEach((name) => found.catalogue.add(name));
      for (const declaration of declarations) {
        if (found.declarations.has(declaration) || leftOut?.(declaration)) continue;
        found.declarations.add(declaration);
        queue.push(declaration);
      }
    }
    return found;
  }

  /** What stands in a node itself. */
  mentions(node: ts.Node, leftOut?: (node: ts.Node) => boolean): Reached {
    const found: Reached = { types: new Set(), catalogue: new Set(), declarations: new Set() };
    const visit = (child: ts.Node): void => {
      if (leftOut?.(child)) return;
      if (isTypeProperty(child)) this.literalsOf(child).forEach((type) => found.types.add(type));
      if (ts.isIdentifier(child)) this.note(child, found);
      ts.forEachChild(child, visit);
    };
    visit(node);
    return found;
  }

  /** String literals of a type, `'a' | 'b'` as well. */
  literals(type: ts.Type): string[] {
    return (type.isUnion() ? type.types : [type]).flatMap((one) =>
      one.isStringLiteral() ? [one.value] : [],
    );
  }

  pathOf(node: ts.Node): string {
    return relative(this.root, node.getSourceFile().fileName).replaceAll('\\', '/');
  }

  private literalsOf(property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment): string[] {
    const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
    return this.literals(this.checker.getTypeAtLocation(value));
  }

  private note(identifier: ts.Identifier, found: Reached): void {
    const { parent } = identifier;
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? this.checker.getShorthandAssignmentValueSymbol(parent)
      : this.checker.getSymbolAtLocation(identifier);
    if (!symbol) return;
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    for (const declaration of target.declarations ?? []) {
      const { fileName } = declaration.getSourceFile();
      if (fileName.includes('/event-catalogue/') && ts.isVariableDeclaration(declaration)) {
        found.catalogue.add(target.name);
      }
      if (isDeclared(declaration) && this.files.includes(declaration.getSourceFile())) {
        found.declarations.add(declaration);
      }
    }
  }

  private collect(file: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (isDeclared(node)) this.declarations.push(node);
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(file, visit);
  }
}

function isTypeProperty(node: ts.Node): node is ts.PropertyAssignment | ts.ShorthandPropertyAssignment {
  const isProperty = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
  return isProperty && node.name.getText() === 'type';
}

/** Functions and constants of a file, methods and properties of a class. */
function isDeclared(node: ts.Node): boolean {
  if (ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node)) return ts.isClassLike(node.parent);
  if (ts.isFunctionDeclaration(node)) return ts.isSourceFile(node.parent);
  return ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent);
}

/** Reads the services of a project, without their specs. */
export function readSources(root: string, services: readonly string[]): Map<string, Source> {
  const config = ts.readConfigFile(`${root}/tsconfig.json`, (path) => ts.sys.readFile(path));
  const folders = services.map((service) => `apps/${service}/src/**/*.ts`);
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { ...(config.config as object), include: folders, exclude: ['**/*.spec.ts'] },
    ts.sys,
    root,
  );
  const program = ts.createProgram(fileNames, { ...options, incremental: false, tsBuildInfoFile: undefined });
  const checker = program.getTypeChecker();
  return new Map(
    services.map((service) => {
      const files = program
        .getSourceFiles()
        .filter(({ fileName }) => fileName.startsWith(`${root}/apps/${service}/src/`));
      return [service, new Source(files, checker, `${root}/apps/${service}/src`)];
    }),
  );
}
