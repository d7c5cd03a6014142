import type { Growing, Operation } from './openapi-document';
import { ANY_SERVICE, publishedPath } from './published-path';

/** An operation that each service has alike, for those who run it. */
interface OfAnyService {
  service: string;
  /** The path at the service itself. */
  own: string;
  /** Upper case. */
  method: string;
  operation: Operation;
}

interface ServiceParameter {
  name: string;
  schema?: { enum?: string[] };
}

/** What they are about. */
export const MESSAGES = {
  name: 'messages',
  description:
    'What stands still in one service: messages that were parked or cannot be read, events that the bus refuses, due work that fails.',
};

/** Puts it there once, under `{service}`; the parameter lists the services that have it. */
export function addOfAnyService(into: Growing, { service, own, method, operation }: OfAnyService): void {
  const path = publishedPath(ANY_SERVICE, own);
  if (path === undefined) return;
  const item = (into.paths[path] ??= {});
  const known = item[method.toLowerCase()] as Operation | undefined;
  if (known) {
    servicesOf(known)?.push(service);
    return;
  }
  const parameters = [
    serviceParameter(service),
    ...((operation['parameters'] as unknown[] | undefined) ?? []),
  ];
  item[method.toLowerCase()] = { ...operation, parameters, tags: [MESSAGES.name] };
}

function serviceParameter(service: string): object {
  const schema = { type: 'string', enum: [service] };
  return { name: 'service', in: 'path', required: true, description: 'The service it is about', schema };
}

function servicesOf({ parameters }: Operation): string[] | undefined {
  const all = (parameters ?? []) as ServiceParameter[];
  return all.find(({ name }) => name === 'service')?.schema?.enum;
}
