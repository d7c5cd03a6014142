import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { DeclaredErrors } from '@houtai/domain-kit';
import { LOGGER, ReadinessParts, realmOf, type HostLogger } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { mergeDocuments } from './merge-documents';
import { isOpenApiDocument, type OpenApiDocument } from './openapi-document';
import { titleIn } from './realm-title';
import { RouteTable, type RouteMatch } from './route-table';
import { SELF, Upstreams } from './upstreams.service';

const READ_WITHIN_MS = 3000;
/** While a service has not shown its routes yet. */
const SOON_MS = 300;

const HEADING = {
  title: 'Houtai',
  version: '1',
  description: 'Back office of a car-rental company: everything that all services show.',
};

/**
 * The services' OpenAPI documents, read at start and again in the background. What a service showed last is kept while it
 * is down, so its routes answer 503 and not 404; a service that comes up later gets its routes then.
 */
@Injectable()
export class ServiceDocuments implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly documents = new Map<string, { text: string; document: OpenApiDocument }>();
  private table: RouteTable | undefined;
  private whole: OpenApiDocument | undefined;
  private reading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly startedAt = performance.now();

  constructor(
    private readonly upstreams: Upstreams,
    private readonly config: GatewayConfig,
    private readonly host: HttpAdapterHost,
    readiness: ReadinessParts,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {
    readiness.add({ name: 'routes', state: () => this.readiness() });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.readAll();
    // The own document can only be read once the gateway listens.
    this.host.listen$.subscribe(() => void this.refresh());
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  match(method: string, path: string): RouteMatch {
    return this.routes().match(method, path);
  }

  /** Declared refusals by service; those that all share stand under `shared`. */
  errors(): Record<string, DeclaredErrors> {
    const told = [...this.current().values()].map((document) => document['x-houtai-errors'] ?? {});
    return Object.assign({}, ...told) as Record<string, DeclaredErrors>;
  }

  /** Methods that a path answers to; none when there is no such path. */
  methodsOf(path: string): readonly string[] {
    return this.routes().methodsOf(path);
  }

  /** Whether the routes of a service are known. */
  has(service: string): boolean {
    return this.documents.has(service);
  }

  /** What all services show, as one document. Services that have shown nothing yet are asked first: one may be up since. */
  async merged(): Promise<OpenApiDocument> {
    if (!this.isComplete()) await this.readMissing();
    const heading = { ...HEADING, title: titleIn(HEADING.title, realmOf(this.config)) };
    if (this.whole) return this.whole;
    const missing = this.missing();
    const told = missing.length > 0 && { 'x-houtai-missing': missing };
    return (this.whole = { ...mergeDocuments(this.current(), heading), ...told });
  }

  /**
   * A gateway that does not know the routes of a service would say that there are none, so it takes no requests while others of it
   * may. When one is missing for long that service is down, which is no reason to hold up all the others.
   */
  private readiness(): { ready: boolean; details: { missing: string[] } } {
    const missing = this.missing();
    const isPatient = performance.now() - this.startedAt < this.config.routesPatienceMs;
    return { ready: missing.length === 0 || !isPatient, details: { missing } };
  }

  private missing(): string[] {
    return this.services().filter((service) => !this.has(service));
  }

  private isComplete(): boolean {
    return this.missing().length === 0;
  }

  private async refresh(): Promise<void> {
    clearTimeout(this.timer);
    await this.readAll();
    if (this.stopped) return;
    const { documentRefreshMs } = this.config;
    const delay = this.isComplete() ? documentRefreshMs : Math.min(SOON_MS, documentRefreshMs);
    this.timer = setTimeout(() => void this.refresh(), delay).unref();
  }

  /** In one round for all who wait, begun after they asked: a round under way may have come too early for a service. */
  private async readMissing(): Promise<void> {
    await this.reading;
    const missing = this.missing();
    if (missing.length === 0) return;
    await (this.reading ??= this.readAll(missing).finally(() => (this.reading = undefined)));
  }

  private async readAll(services = this.services()): Promise<void> {
    const changed = await Promise.all(services.map((service) => this.read(service)));
    if (!changed.includes(true)) return;
    const { faults, routes } = this.routes();
    for (const fault of faults) this.logger.warn(fault);
    this.logger.info({ services: [...this.documents.keys()], routes: routes.length }, 'routes read');
  }

  /** Made anew as soon as one service has shown another document: none waits for one that is slow to answer. */
  private routes(): RouteTable {
    return (this.table ??= new RouteTable(this.current()));
  }

  /** @returns whether the document is another one than before */
  private async read(service: string): Promise<boolean> {
    try {
      const { status, body } = await this.upstreams.getJson(service, '/openapi.json', READ_WITHIN_MS);
      if (status !== 200 || !isOpenApiDocument(body)) return false;
      const text = JSON.stringify(body);
      if (this.documents.get(service)?.text === text) return false;
      this.documents.set(service, { text, document: body });
      this.whole = undefined;
      this.table = undefined;
      return true;
    } catch {
      // Down or not up yet: what is known about it stays, and the next round asks again.
      return false;
    }
  }

  private services(): string[] {
    return [SELF, ...this.upstreams.names()];
  }

  /** In the order of the configuration, whichever came up first. */
  private current(): ReadonlyMap<string, OpenApiDocument> {
    const known = this.services().flatMap((service) => {
      const entry = this.documents.get(service);
      return entry ? [[service, entry.document] as const] : [];
    });
    return new Map(known);
  }
}
