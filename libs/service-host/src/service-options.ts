import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DeclaredErrors, TransitionTable } from '@houtai/domain-kit';
import type { ServiceConfig } from './config/service-config';
import type { AnyList } from './lists/list';
import type { IdSource } from './ids/id-source';

/** Everything service-host must know to start a service. */
export interface ServiceOptions<Config extends ServiceConfig = ServiceConfig> {
  /** Kebab-case name: prefix of event types, database roles, consumer groups, metric label. */
  name: string;
  /** The service's root module; service-host wraps it. */
  module: Type<unknown>;
  /** What the test realm has beside: in the live realm none of it is loaded, so that no route or consumer leads there. */
  testRealm?: TestRealmParts;
  /** Class read from the environment and injectable under its own class token. */
  config: Type<Config>;
  /** Every refusal of the service, by code. */
  errors: DeclaredErrors;
  /** How its aggregates move from status to status, by aggregate; `docs/reference/state-machines.md` draws them. */
  stateMachines?: Readonly<Record<string, TransitionTable>>;
  /** Every list of its routes; `docs/reference/lists.md` tells of them. */
  lists?: readonly AnyList[];
  /** What it sends to hosts of others: `webhooks` of its OpenAPI document, by name. */
  webhooks?: Readonly<Record<string, object>>;
  /** Absolute folder of the service's `*.sql` migrations. */
  migrationsDir: string;
  /** Heading and introduction of the service's OpenAPI document. */
  title: string;
  description: string;
  /** Listens here when `PORT` is not set. 0 picks a free port. */
  port?: number;
}

/** What a service is beside in the test realm. */
export interface TestRealmParts {
  module: Type<unknown>;
  /** Refusals of its routes. */
  errors?: DeclaredErrors;
}

/** What a test may replace. */
export interface ServiceOverrides {
  /** Read instead of `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Replaces the UUIDv7 source. */
  ids?: IdSource;
}

export interface RunningService {
  app: NestFastifyApplication;
  /** Base URL without a trailing slash, with the port actually bound. */
  url: string;
  /** Drains requests, stops consuming and relaying, closes the database. Safe to call twice. */
  close(): Promise<void>;
}
