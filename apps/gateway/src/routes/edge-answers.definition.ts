import { codesNamedIn, problemResponses, sharedErrors, type CommonParts } from '@houtai/service-host';
import type { DeclaredErrors } from '@houtai/domain-kit';
import { gatewayErrors } from '../gateway.errors';
import {
  operationsOf,
  type Components,
  type OpenApiDocument,
  type Operation,
  type PathItem,
} from './openapi-document';
import { isOfAnyService } from './published-path';
import { SELF } from './upstreams.service';

type GatewayCode = keyof typeof gatewayErrors.declared | keyof typeof sharedErrors.declared;
type Response = Parameters<typeof codesNamedIn>[0];
interface Reference {
  $ref: string;
}

/** What the gateway answers in place of a service that does not. */
const FORWARDED: readonly GatewayCode[] = [
  'payload-too-large',
  'service-broken',
  'service-unavailable',
  'service-timeout',
];
/** Whom it turns away before the service is asked. */
const GUARDED: readonly GatewayCode[] = [
  'unauthenticated',
  'forbidden',
  'too-many-requests',
  'key-malformed',
  'key-checksum-wrong',
  'key-refused',
  'key-of-other-realm',
  'key-revoked',
  'key-expired',
  'key-network-refused',
  'partner-not-active',
  'too-many-at-once',
];

const EDGE: ReadonlySet<string> = new Set([...FORWARDED, ...GUARDED]);

const LIMIT_HEADERS = {
  RateLimit: {
    description: 'What is left of the limit that is nearest, and when it is whole again (IETF draft)',
    schema: { type: 'string', examples: ['"key";r=5999;t=1'] },
  },
  'RateLimit-Policy': {
    description: 'The limit that is nearest (IETF draft)',
    schema: { type: 'string', examples: ['"key";q=6000;w=60'] },
  },
};
const LIMIT_REFERENCES = Object.fromEntries(
  Object.keys(LIMIT_HEADERS).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
);

/**
 * A service's document with what its operations answer through the gateway: refusals by the gateway itself beside the
 * service's own, and the headers that it adds to every answer.
 */
export function withEdgeAnswers(service: string, document: OpenApiDocument): OpenApiDocument {
  const told = document['x-houtai-errors'] as Record<string, DeclaredErrors> | undefined;
  const errors = { ...told?.[service], ...sharedErrors.declared, ...gatewayErrors.declared };
  const components = (document.components ?? {}) as Components & { responses?: Record<string, Response> };
  const parts: CommonParts = { responses: {}, examples: {} };
  const paths: Record<string, PathItem> = {};
  for (const [path, item] of Object.entries(document.paths ?? {})) paths[path] = { ...item };
  for (const { path, method, operation } of operationsOf(document)) {
    const own = resolved(operation, components.responses ?? {});
    const codes = Object.values(own).flatMap((response) => [...codesNamedIn(response)]);
    const refusals = problemResponses(
      [...new Set([...codes, ...edgeCodes(service, path, operation)])],
      errors,
      isCommon,
      parts,
    );
    const answers = Object.entries(own).filter(([, response]) => codesNamedIn(response).length === 0);
    const responses = { ...withLimits(Object.fromEntries(answers)), ...withLimits(refusals) };
    (paths[path] ??= {})[method.toLowerCase()] = { ...operation, responses };
  }
  return {
    ...document,
    paths,
    components: {
      ...components,
      responses: withLimits(parts.responses),
      examples: { ...components['examples'], ...parts.examples },
      headers: { ...components['headers'], ...LIMIT_HEADERS },
    },
  };
}

/** Those of a service that its own kind brings stand with the operation; what all have stands once. */
function isCommon(code: string): boolean {
  return code in sharedErrors.declared || EDGE.has(code);
}

function edgeCodes(service: string, path: string, operation: Operation): readonly GatewayCode[] {
  const signedIn =
    operation['x-houtai-permission'] !== undefined || ((operation['security'] as unknown[]) ?? []).length > 0;
  return [
    ...(signedIn ? GUARDED : []),
    ...(service === SELF ? [] : FORWARDED),
    // Its service stands in the path, where there may be none of that name.
    ...(isOfAnyService(path) ? (['not-found'] as const) : []),
  ];
}

/** The responses of an operation with those that refer to common ones in full. */
function resolved(
  operation: Operation,
  common: Readonly<Record<string, Response>>,
): Record<string, Response> {
  const responses = (operation['responses'] ?? {}) as Record<string, Response | Reference>;
  return Object.fromEntries(
    Object.entries(responses).flatMap(([status, response]) => {
      const whole =
        '$ref' in response ? common[response.$ref.replace('#/components/responses/', '')] : response;
      return whole ? [[status, whole]] : [];
    }),
  );
}

function withLimits<Answer extends Response | Reference>(
  responses: Readonly<Record<string, Answer>>,
): Record<string, Answer> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [
      status,
      '$ref' in response ? response : { ...response, headers: { ...response.headers, ...LIMIT_REFERENCES } },
    ]),
  );
}
