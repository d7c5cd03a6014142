import ts from 'typescript';
import type { Source } from './source';

/** A command with the rule that decides it and the events of the catalogue that may follow. */
export interface CommandRule {
  readonly aggregate: string;
  readonly command: string;
  /** The function that decides. */
  readonly rule: ts.Node;
  /** Names of the catalogue's constants. */
  readonly facts: readonly string[];
}

/** Commands of all constants that are declared as an `Aggregate<Command, State, Event>`. */
export function commandsOf(source: Source): CommandRule[] {
  return source.declarations.flatMap((node) => {
    if (!ts.isVariableDeclaration(node) || !node.type || !ts.isTypeReferenceNode(node.type)) return [];
    const { typeName, typeArguments } = node.type;
    const [command, , event] = typeArguments ?? [];
    if (typeName.getText() !== 'Aggregate' || !command || !event) return [];
    const decide = member(source, node, 'decide');
    const publish = member(source, node, 'publish');
    if (!decide || !publish) return [];
    const commands = typesOf(source, command);
    const facts = new Map(
      typesOf(source, event).map((type) => [type, source.reach(branch(source, publish, type)).catalogue]),
    );
    // What every command may lead to stands beside the branches.
    const always = source.reach(decide, (part) => commands.some((type) => branchFor(part, type))).types;
    return commands.map((type) => {
      const place = branch(source, decide, type);
      const events = [...source.reach(place).types, ...always];
      const published = new Set(events.flatMap((name) => [...(facts.get(name) ?? [])]));
      return {
        aggregate: node.name.getText(),
        command: type,
        rule: ruleIn(source, place),
        facts: [...published],
      };
    });
  });
}

/** The literals of `type` in a union of commands or events. */
function typesOf(source: Source, node: ts.TypeNode): string[] {
  const type = source.checker.getTypeFromTypeNode(node);
  return (type.isUnion() ? type.types : [type]).flatMap((one) => {
    const property = one.getProperty('type');
    return property ? source.literals(source.checker.getTypeOfSymbol(property)) : [];
  });
}

/** A function of an aggregate, also of a decider that is spread into it. */
function member(source: Source, { initializer }: ts.VariableDeclaration, name: string): ts.Node | undefined {
  if (!initializer || !ts.isObjectLiteralExpression(initializer)) return undefined;
  const own = initializer.properties.find((property) => property.name?.getText() === name);
  if (own) return own;
  for (const property of initializer.properties) {
    if (!ts.isSpreadAssignment(property)) continue;
    const [spread] = source.mentions(property.expression).declarations;
    const found = spread && ts.isVariableDeclaration(spread) && member(source, spread, name);
    if (found) return found;
  }
  return undefined;
}

/** Where a function, or what it calls, deals with one type: `case 'X':` or `type === 'X'`; the function where nothing does. */
function branch(source: Source, from: ts.Node, type: string): ts.Node {
  for (const place of [from, ...source.reach(from).declarations]) {
    const found = find(place, (node) => branchFor(node, type));
    if (found) return found;
  }
  return from;
}

function branchFor(node: ts.Node, type: string): ts.Node | undefined {
  if (ts.isCaseClause(node) && isText(node.expression, type)) return clauseWithBody(node);
  if (!ts.isIfStatement(node) || !ts.isBinaryExpression(node.expression)) return undefined;
  const { operatorToken, right } = node.expression;
  const asks = operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken && isText(right, type);
  return asks ? node.thenStatement : undefined;
}

/** `case 'A': case 'B': …` belongs to A as well. */
function clauseWithBody(clause: ts.CaseClause): ts.Node {
  const { clauses } = clause.parent;
  const body = clauses.slice(clauses.indexOf(clause)).find(({ statements }) => statements.length > 0);
  return body ?? clause;
}

/** The function of the service that a branch hands over to, or the place itself. */
function ruleIn(source: Source, place: ts.Node): ts.Node {
  const returned = find(place, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
    const [declaration] = source.mentions(node).declarations;
    return declaration && ts.isFunctionDeclaration(declaration) ? declaration : undefined;
  });
  return returned ?? place;
}

function isText(node: ts.Expression, text: string): boolean {
  return ts.isStringLiteralLike(node) && node.text === text;
}

function find<T>(node: ts.Node, pick: (node: ts.Node) => T | undefined): T | undefined {
  return pick(node) ?? ts.forEachChild(node, (child) => find(child, pick));
}
