import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HoutaiTransport } from '@houtai/messaging';
import type { ServiceConfig } from './config/service-config';
import { readConfig } from './config/read-config';
import { realmOf } from './config/realm';
import { databaseTls } from './database/database-tls';
import { migrationFolders } from './database/migration-folders';
import { parseBigintAsNumber } from './database/number-parsers';
import { untilMigrated } from './database/schema-check';
import { Drain } from './drain.service';
import { HostModule } from './host.module';
import { addCallHooks } from './http/call-hooks';
import { DeclaredMethods } from './http/declared-methods';
import { acceptJsonOnly, createFastifyAdapter } from './http/fastify-adapter';
import { addResponseHeaders } from './http/response-headers';
import { checkRoutes } from './http/route-check';
import { trustedProxies } from './http/trusted-proxies';
import { checkNoSecretIsKept } from './idempotency/secret-fields-check';
import { Uuidv7Source } from './ids/id-source';
import { checkLists } from './lists/list-check';
import { OpenApiDocument } from './openapi/openapi.service';
import { everyError } from './problems/every-error';
import { problemTypesAt } from './problems/problem';
import { optionsIn } from './options-in-realm';
import type { RunningService, ServiceOptions, ServiceOverrides } from './service-options';
import { createLogger } from './telemetry/create-logger';
import type { HostLogger } from './telemetry/host-logger';
import { Metrics } from './telemetry/metrics.service';
import { endOnUncaughtErrors } from './telemetry/end-on-uncaught-errors';
import { NestLogger } from './telemetry/nest-logger';
import { startTracing } from './telemetry/tracing';
import { SimulatedClock } from './time/simulated-clock';

/**
 * Starts a service in this process for good: prints one line when it is ready, ends on SIGTERM or SIGINT (a second
 * signal ends it at once), and exits with code 1 when it cannot start.
 */
export async function startService<Config extends ServiceConfig>(
  options: ServiceOptions<Config>,
): Promise<RunningService> {
  let logger = createLogger(options.name, 'info');
  try {
    const config = readConfig(options.name, options.config, process.env);
    logger = createLogger(options.name, config.logLevel);
    endOnUncaughtErrors(logger);
    const service = await run(options, config, logger, {}, stopAfterFatalError);
    endOnSignals(service, logger);
    const startMs = Math.round(process.uptime() * 1000);
    logger.info(
      { url: service.url, mode: config.mode, bus: config.bus, startMs },
      `${options.name} is ready`,
    );
    return service;
  } catch (error) {
    logger.fatal({ err: error }, `${options.name} cannot start`);
    process.exit(1);
  }
}

/** Starts a service without touching the process (component tests). Throws what went wrong. */
export async function createService<Config extends ServiceConfig>(
  options: ServiceOptions<Config>,
  overrides: ServiceOverrides = {},
): Promise<RunningService> {
  const env = overrides.env ?? process.env;
  const config = readConfig(options.name, options.config, env);
  return run(options, config, createLogger(options.name, config.logLevel), overrides);
}

async function run(
  given: ServiceOptions,
  config: ServiceConfig,
  logger: HostLogger,
  { ids = new Uuidv7Source() }: ServiceOverrides,
  onFatal: (reason: Error) => void = () => undefined,
): Promise<RunningService> {
  parseBigintAsNumber();
  const options = optionsIn(realmOf(config), given);
  const requiredMigrations = await untilMigrated({
    url: config.databaseUrl,
    tls: databaseTls(config),
    service: options.name,
    folders: migrationFolders(options),
    patienceMs: config.migrationTimeoutMs,
    statementMs: config.statementTimeoutMs,
    onWait: (lack) => logger.warn(`waiting for migrations. ${lack.message}`),
  });
  const tracing = config.otlpEndpoint ? await startTracing(options.name, config.otlpEndpoint) : undefined;

  const methods = new DeclaredMethods();
  const root = HostModule.forService({ options, config, logger, ids, onFatal, methods, requiredMigrations });
  const limits = {
    bodyLimit: config.bodyLimit,
    trustedProxies: trustedProxies(config.trustedProxies),
    problemTypes: problemTypesAt(config.publicUrl),
  };
  const adapter = createFastifyAdapter(limits, (path) => methods.of(path));
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  try {
    const fastify = adapter.getInstance();
    acceptJsonOnly(fastify);
    const clock = app.get(SimulatedClock);
    addCallHooks(fastify, { mode: config.mode, ids, tracing, lastTick: () => clock.lastTick() });
    addResponseHeaders(fastify);
    methods.watch(fastify);
    app.get(Metrics).observe(fastify);
    app.get(Drain).watch(fastify);
    app.get(OpenApiDocument).describe(app, options);
    checkNoSecretIsKept(app.get(ModulesContainer));
    const { onlyForAdmin } = checkRoutes(app.get(ModulesContainer), everyError(options.errors));
    checkLists(app.get(ModulesContainer), options.lists ?? []);
    if (onlyForAdmin.length > 0)
      logger.warn({ permissions: onlyForAdmin }, 'permissions that only admin has');
    app.connectMicroservice({ strategy: app.get(HoutaiTransport) });
    await app.init();
    await app.startAllMicroservices();
    await app.listen(config.port ?? options.port ?? 0, config.host);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= app.close().then(() => tracing?.shutdown()));
  return { app, url: urlOf(app, config.host), close };
}

/** The orderly way out, but with an exit code that makes the platform start the service again. */
function stopAfterFatalError(): void {
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

function endOnSignals(service: RunningService, logger: HostLogger): void {
  let signals = 0;
  const end = (signal: NodeJS.Signals) => {
    signals += 1;
    if (signals > 1) process.exit(1);
    logger.info({ signal }, 'stopping');
    service.close().then(
      () => process.exit(),
      (error: unknown) => {
        logger.fatal({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

function urlOf(app: NestFastifyApplication, host: string): string {
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
