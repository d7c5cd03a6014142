import { resolve, type Contract, type Media, type Operation, type Response } from './contract';
import { schemaChanges, type Versions } from './schema-changes';

/**
 * What of a released document callers cannot rely on any more, each as a sentence; empty when it only gained. What was
 * retired may be gone once its sunset has passed.
 *
 * @param now ISO 8601
 */
export function breakingChanges(was: Contract, is: Contract, now: string): string[] {
  const versions = { was, is };
  return [
    ...operationsOf(was.paths).flatMap(([name, path, method, before]) => {
      const after = is.paths[path]?.[method];
      if (after) return operationChanges(before, after, versions).map((change) => `${name}: ${change}`);
      const sunset = before['x-houtai-retired']?.sunset;
      return sunset !== undefined && sunset <= now ? [] : [`${name} is gone`];
    }),
    ...operationsOf(was.webhooks ?? {}).flatMap(([, type, method, before]) => {
      const after = is.webhooks?.[type]?.[method];
      if (!after) return [`the event ${type} is gone`];
      const [sent, sends] = [before.requestBody?.content, after.requestBody?.content];
      return contentChanges(sent, sends, 'house', versions).map((change) => `the event ${type}: ${change}`);
    }),
  ];
}

function operationChanges(was: Operation, is: Operation, versions: Versions): string[] {
  const changes: string[] = [];
  if (was.operationId !== is.operationId) changes.push(`is called ${is.operationId}, not ${was.operationId}`);
  const [permission, before] = [is['x-houtai-permission'], was['x-houtai-permission']];
  if (permission !== undefined && permission !== before) changes.push(`takes the permission ${permission}`);
  if (!was.requestBody?.required && is.requestBody?.required) changes.push('demands a body');
  return [
    ...changes,
    ...parameterChanges(was, is, versions),
    ...contentChanges(was.requestBody?.content, is.requestBody?.content, 'caller', versions),
    ...responseChanges(was, is, versions),
  ];
}

function parameterChanges({ parameters: was = [] }: Operation, is: Operation, versions: Versions): string[] {
  const { parameters = [] } = is;
  const key = (one: { name: string; in: string }): string => `${one.in} parameter ${one.name}`;
  const gone = was.filter((one) => !parameters.some((other) => key(other) === key(one)));
  return [
    ...gone.map((one) => `the ${key(one)} is gone`),
    ...parameters.flatMap((after) => {
      const before = was.find((one) => key(one) === key(after));
      const demanded = after.required && !before?.required ? [`the ${key(after)} is demanded`] : [];
      const shape = before ? schemaChanges(before.schema ?? {}, after.schema ?? {}, 'caller', versions) : [];
      return [...demanded, ...shape.map((change) => `the ${key(after)}: ${change}`)];
    }),
  ];
}

function responseChanges({ responses: was = {} }: Operation, is: Operation, versions: Versions): string[] {
  const { responses = {} } = is;
  return [
    ...Object.keys(responses)
      .filter((status) => !(status in was))
      .map((status) => `can answer ${status}`),
    ...Object.entries(was).flatMap(([status, before]) => {
      const after = responses[status];
      if (!after) return [`does not answer ${status} any more`];
      return answerChanges(resolve(before, versions.was), resolve(after, versions.is), versions).map(
        (change) => `${status}: ${change}`,
      );
    }),
  ];
}

function answerChanges(was: Response, is: Response, versions: Versions): string[] {
  const gone = Object.keys(was.headers ?? {}).filter((name) => !(name in (is.headers ?? {})));
  return [
    ...gone.map((name) => `the header ${name} is gone`),
    ...contentChanges(was.content, is.content, 'house', versions),
  ];
}

type Content = Readonly<Record<string, Media>> | undefined;

function contentChanges(was: Content, is: Content, sender: 'caller' | 'house', versions: Versions): string[] {
  return Object.entries(was ?? {}).flatMap(([type, before]) => {
    const after = is?.[type];
    if (!after) return [`${type} is gone`];
    return schemaChanges(before.schema ?? {}, after.schema ?? {}, sender, versions);
  });
}

function operationsOf(items: Contract['paths']): [string, string, string, Operation][] {
  return Object.entries(items).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, string, string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      path,
      method,
      operation,
    ]),
  );
}
