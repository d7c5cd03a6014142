export { createService, startService } from './start-service';
export { migrate, type MigrateOptions } from './database/migrate';
export { IsDatabaseUrl } from './database/database-tls';
export { RoleConnection } from './database/role-connection';
export { migrationFolders } from './database/migration-folders';
export { SchemaBehindError } from './database/schema-check';
export { MigrationConfig } from './config/migration-config';
export type { RunningService, ServiceOptions, ServiceOverrides, TestRealmParts } from './service-options';

export { ReadinessParts, type ReadinessPart } from './health/readiness-parts.service';

export { IsWholeNumber } from './config/config-rules';
export { FromEnv } from './config/from-env';
export { ConfigError, readConfig, type Environment } from './config/read-config';
export { realmOf, type Realm } from './config/realm';
export { ServiceConfig, type BusChoice, type ServiceMode } from './config/service-config';

export { Actor } from './auth/actor';
export { admits, callerOf, type Caller, type PartnerAccess } from './auth/caller';
export { EVERYTHING, Reach, covers, ownerOf, reachOf, within } from './auth/reach';
export {
  CLOCK_TOLERANCE_SECONDS,
  TOKEN_TYPE,
  lastMoment,
  refusedToken,
  refuseFromTheFuture,
  refuseOtherRealm,
  refuseOtherType,
} from './auth/token-verifier';
export {
  ROLES,
  ROLE_PERMISSIONS,
  STAFF_ROLES,
  grants,
  isPartnerRole,
  isRole,
  permissionsOf,
  rolesWith,
  type Permission,
  type Role,
} from './auth/role-permissions';

export {
  ForbiddenError,
  HostError,
  MethodNotAllowedError,
  NotFoundError,
  StaleVersionError,
  UnauthenticatedError,
  UnavailableError,
  ValidationFailedError,
  faultOf,
} from './problems/host-errors';
export type { LocalFault } from './problems/host-errors';
export { problemTypesAt, type FieldFault, type Problem } from './problems/problem';
export { languageOf, readerLanguage, type Language } from './problems/language';
export { mediaTypeFor } from './http/media-type';
export { sharedErrors } from './problems/shared.errors';
export { codesNamedIn, problemResponses, type CommonParts } from './openapi/problem-responses';
export { RecordedRefusal } from './idempotency/recorded-refusal';

export { BodyFor } from './http/body-for';
export { IfMatch } from './http/if-match';
export { encodeCursor } from './http/cursor';
export { allOf, keyOf, type Condition, type KeyColumn, type KeysetQuery } from './http/keyset';
export { Page, PageOf, PageFilter, page, readPage, withItems } from './http/paging';
export type { AnyList, Asker, Filter, List } from './lists/list';
export type { ListFacts } from './lists/list-facts';
export { readList, type ListQuestion } from './lists/read-list';
export { keyOfSort, sortsBeside, turned } from './lists/sort';
export { SortedFilter } from './lists/sorted-filter';
export type { SortedPageFilter } from './lists/sorted-page-filter';
export { CommandRoute, CreateRoute, ReadRoute, RemoveRoute, ReplaceRoute } from './http/route';
export {
  ApiId,
  IsClassCode,
  IsFlag,
  IsId,
  IsListOf,
  IsNested,
  IsOdometer,
  IsOneOf,
  IsTextUpTo,
  IsText,
  IsWhole,
  MayBeAbsent,
} from './validation/field-rules';
export {
  ApiReservationNumber,
  IsReservationKey,
  IsReservationNumber,
  ReservationParam,
} from './reservations/reservation-key';
export { ReservationNumbers, withNumber } from './reservations/reservation-numbers.store';
export { ReservationNumbersModule } from './reservations/reservation-numbers.module';
export { Rule } from './validation/rule';
export { ApiFen, IsFen } from './validation/money-rules';
export { IsDay, IsDayOrInstant, IsInstant } from './validation/time-rules';
export { IdParam, PathParam } from './validation/id-param';
export { sampleId } from './openapi/sample-id';

export { CLOCK, type Clock } from './time/clock';
export { RepeatedWork } from './time/repeated-work';
export { IDS, type IdSource } from './ids/id-source';
export type { DueItem, DueItems, DueWork } from './due-work/due-work';
export { DueWorkRegistry } from './due-work/due-work-registry';
export { DueWorker } from './due-work/due-worker.decorator';
export { SealBrokenError } from './secrets/seal-broken.error';
export { sealAnew, type SealedColumn } from './secrets/seal-anew.service';
export type { SealedPlace } from './secrets/sealed-place';
export { SecretBox } from './secrets/secret-box';
export { DeclaredMethods } from './http/declared-methods';
export { Draining } from './draining.service';
export { LOGGER, type HostLogger } from './telemetry/host-logger';
export { Metrics } from './telemetry/metrics.service';
