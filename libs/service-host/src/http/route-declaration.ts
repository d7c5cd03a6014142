import { HttpStatus, type Type as Class } from '@nestjs/common';
import { HTTP_CODE_METADATA } from '@nestjs/common/constants';
import type { PartnerAccess } from '../auth/caller';
import type { Permission } from '../auth/role-permissions';
import type { Retirement } from './retirement';

/** Metadata of a handler: its {@link RouteDeclaration}. */
export const ROUTE = 'houtai:route';

/** Everything that a route tells of itself; access, idempotency and If-Match act by it, the OpenAPI document shows it. */
export interface RouteDeclaration {
  /** `resource:action` that the roles of the token must grant, or `public` for anyone, without a token. */
  readonly access: Permission | 'public';
  /** Open to partners too: for rows of their `own`, or for `reference`, the same for everybody. Without it they get 403. */
  readonly partner?: PartnerAccess;
  /** The documents it stands in, where that does not follow from who may call it. */
  readonly audiences?: readonly ('partner' | 'internal' | 'operations')[];
  /** Its answer tells of persons: that a partner read it is recorded in the audit trail, as changes are. */
  readonly personalData?: true;
  readonly summary?: string;
  readonly description?: string;
  /** Without it the document makes one of controller and method. */
  readonly operationId?: string;
  /** Body of the answer. A command without one answers 204. */
  readonly answers?: Class | { readonly type: Class; readonly description: string };
  /** Media types that the answer comes in, the usual one first. Without it: JSON. */
  readonly produces?: readonly string[];
  /** Body of the answer to a partner where it is another one. */
  readonly partnerAnswers?: Class;
  /** Without the header, `required` answers 428. The handler reads the version with `@IfMatch()`. */
  readonly ifMatch?: 'optional' | 'required';
  /**
   * `none` for a POST whose handler must not run inside one transaction (a call over the network), or whose request holds a
   * secret: its `Idempotency-Key` is ignored. `sealed` where the answer holds one: it is kept so that only the service can
   * read it.
   */
  readonly idempotency?: 'none' | 'sealed';
  /** It ends: told in every answer and in the document. At least 180 days for partners. */
  readonly retired?: Retirement;
  /** Codes of the service's own refusals that it can answer, beside those every route shares. */
  readonly problems?: readonly string[];
}

/** What the route of a handler declares; undefined for a handler without one of these decorators. */
export function routeOf(handler: object): RouteDeclaration | undefined {
  return Reflect.getMetadata(ROUTE, handler) as RouteDeclaration | undefined;
}

/** Whether a POST makes something, instead of doing something with what there is. */
export function makesSomething(handler: object): boolean {
  return Reflect.getMetadata(HTTP_CODE_METADATA, handler) === HttpStatus.CREATED;
}

/** Whether the route answers a repeated request with the stored first answer. Without a token nobody owns a key. */
export function takesIdempotencyKey({ access, idempotency }: RouteDeclaration): boolean {
  return access !== 'public' && idempotency !== 'none';
}
