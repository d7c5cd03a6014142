import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { ModulesContainer } from '@nestjs/core';
import { PlainError } from '@houtai/messaging';
import { getMetadataStorage } from 'class-validator';
import { bodiesOf } from '../http/body-for';
import { handlersOf, type Handler } from '../http/handlers';
import { routeOf, takesIdempotencyKey } from '../http/route-declaration';

/** What a field that holds a secret is called. */
const SECRET_NAME =
  /passw(or)?d|passphrase|passcode|secret|token|credential|(private|api|signing)_?key|\bpin\b/i;
const API_PROPERTY = 'swagger/apiModelProperties';

type Class = new (...args: never[]) => object;

/** Routes that would keep something derived from a secret. */
export class SecretsKeptError extends PlainError {
  constructor(readonly routes: readonly string[]) {
    super(
      `A body with a secret needs a route with idempotency: 'none', else a digest of it is kept, and an answer with one 'sealed': ${routes.join(', ')}`,
    );
  }
}

/**
 * Refuses every POST that keeps its request and answer for an `Idempotency-Key` although its body has a field with a
 * secret, at any depth, and every one that keeps an answer with a secret in the open. Throws {@link SecretsKeptError}.
 */
export function checkNoSecretIsKept(modules: ModulesContainer): void {
  const kept: string[] = [];
  for (const handler of handlersOf(modules)) {
    if (!isKept(handler.handler)) continue;
    const fields = [...bodyFields(handler), ...openAnswerFields(handler.handler)].filter((field) =>
      SECRET_NAME.test(field),
    );
    if (fields.length > 0) kept.push(`${handler.controller.name}.${handler.method} (${fields.join(', ')})`);
  }
  if (kept.length > 0) throw new SecretsKeptError(kept);
}

function isKept(handler: object): boolean {
  const route = routeOf(handler);
  const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
  return route !== undefined && method === RequestMethod.POST && takesIdempotencyKey(route);
}

/** Paths of all fields of an answer that is kept as it is. */
function openAnswerFields(handler: object): string[] {
  const { answers, partnerAnswers, idempotency } = routeOf(handler) ?? {};
  if (idempotency === 'sealed') return [];
  const type = typeof answers === 'object' ? answers.type : answers;
  return [type, partnerAnswers]
    .flatMap((answer) => fieldsOf(answer, '', []))
    .map((field) => `answer ${field}`);
}

/** Paths of all fields of the bodies that a handler takes, such as `owner.password`. */
function bodyFields({ controller, prototype, method }: Handler): string[] {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  const types = (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as unknown[];
  const either = bodiesOf(prototype, method).flatMap((type) => fieldsOf(type, '', []));
  const plain = Object.entries(args)
    .filter(([key]) => Number(key.split(':')[0]) === RouteParamtypes.BODY)
    .flatMap(([, { index, data }]) => {
      const name = typeof data === 'string' ? data : '';
      return [...(name ? [name] : []), ...fieldsOf(types[index], name, [])];
    });
  return [...plain, ...either];
}

function fieldsOf(type: unknown, path: string, above: readonly unknown[]): string[] {
  if (!isClass(type) || above.includes(type)) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const documented = (Reflect.getMetadata(`${API_PROPERTY}Array`, type.prototype as object) ??
    []) as string[];
  const names = new Set([
    ...rules.map(({ propertyName }) => propertyName),
    ...documented.map((name) => name.replace(/^:/, '')),
  ]);
  return [...names].flatMap((name) => {
    const own = path ? `${path}.${name}` : name;
    const nested = typesOf(type.prototype as object, name);
    return [own, ...nested.flatMap((inner) => fieldsOf(inner, own, [...above, type]))];
  });
}

/** The declared class of a field; that of a list's items stands in its `@ApiProperty`. */
function typesOf(prototype: object, name: string): unknown[] {
  const documented = Reflect.getMetadata(API_PROPERTY, prototype, name) as { type?: unknown } | undefined;
  const types = [documented?.type].flat().map((type) => (isClass(type) ? type : called(type)));
  return [Reflect.getMetadata('design:type', prototype, name), ...types.flat()];
}

/** `() => Item` and `() => [Item]`, as classes that know each other are written. */
function called(type: unknown): unknown {
  return typeof type === 'function' ? (type as () => unknown)() : undefined;
}

function isClass(type: unknown): type is Class {
  return typeof type === 'function' && /^class\b/.test(Function.prototype.toString.call(type));
}
