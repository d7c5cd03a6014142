import ts from 'typescript';
import type { Source } from './source';

/** A way into a service that may change something. */
export interface Entry {
  readonly kind: 'route' | 'event' | 'time';
  /** `POST /api/v1/branches`, the name of an event's constant in the catalogue, the name of due work. */
  readonly name: string;
  readonly method: ts.MethodDeclaration;
}

const VERBS: Readonly<Record<string, string>> = {
  CreateRoute: 'POST',
  CommandRoute: 'POST',
  ReplaceRoute: 'PUT',
  RemoveRoute: 'DELETE',
  ReadRoute: 'GET',
};

/** Methods that a request, an event or the passing of time calls. */
export function entriesOf(source: Source): Entry[] {
  return source.declarations.flatMap((node) => {
    if (!ts.isMethodDeclaration(node) || !ts.isClassDeclaration(node.parent)) return [];
    const called = (ts.getDecorators(node) ?? []).flatMap((decorator) => {
      const call = decorator.expression;
      return ts.isCallExpression(call) ? calledBy(source, call, node) : [];
    });
    return [...called, ...calledByTime(node, node.parent)];
  });
}

function calledBy(source: Source, call: ts.CallExpression, method: ts.MethodDeclaration): Entry[] {
  const decorator = call.expression.getText();
  const route = routeOf(source, call);
  if (route) {
    const path = [controllerPath(method.parent as ts.ClassDeclaration), route.path];
    return [{ kind: 'route', name: `${route.verb} /${path.filter(Boolean).join('/')}`, method }];
  }
  if (decorator !== 'OnEvents' && decorator !== 'EventPattern') return [];
  const names = call.arguments.flatMap((argument) => [...source.mentions(argument).catalogue]);
  return (names.length > 0 ? names : ['every event']).map((name) => ({ kind: 'event', name, method }));
}

type Values = ReadonlyMap<string, string>;

/** Verb and path of a route decorator, also of one of the service's own that is made of it. */
function routeOf(
  source: Source,
  call: ts.CallExpression,
  values: Values = new Map(),
): { verb: string; path: string } | undefined {
  const given = call.arguments.map((argument) => textOf(argument, values));
  const verb = VERBS[call.expression.getText()];
  if (verb) return { verb, path: given[0] ?? '' };
  const [own] = source.mentions(call.expression).declarations;
  if (!own || !ts.isFunctionDeclaration(own)) return undefined;
  const inner = new Map(own.parameters.map(({ name }, place) => [name.getText(), given[place] ?? '']));
  for (const statement of own.body?.statements ?? []) {
    if (!ts.isReturnStatement(statement) || !statement.expression) continue;
    if (ts.isCallExpression(statement.expression)) return routeOf(source, statement.expression, inner);
  }
  return undefined;
}

function calledByTime(method: ts.MethodDeclaration, owner: ts.ClassDeclaration): Entry[] {
  const does = (owner.heritageClauses ?? [])
    .flatMap(({ types }) => types.map((type) => type.expression.getText()))
    .some((name) => name === 'DueItems' || name === 'DueWork');
  if (!does || !['handle', 'runDue'].includes(method.name.getText())) return [];
  const name = owner.members.find((member) => member.name?.getText() === 'name');
  const title = name && ts.isPropertyDeclaration(name) ? textOf(name.initializer) : '';
  return [{ kind: 'time', name: title || (owner.name?.text ?? ''), method }];
}

function controllerPath(owner: ts.ClassDeclaration): string {
  for (const { expression } of ts.getDecorators(owner) ?? []) {
    if (ts.isCallExpression(expression) && expression.expression.getText() === 'Controller') {
      return textOf(expression.arguments[0]);
    }
  }
  return '';
}

function textOf(node: ts.Node | undefined, values: Values = new Map()): string {
  if (!node) return '';
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) return values.get(node.text) ?? '';
  if (!ts.isTemplateExpression(node)) return '';
  const spans = node.templateSpans.map(
    ({ expression, literal }) => textOf(expression, values) + literal.text,
  );
  return node.head.text + spans.join('');
}
