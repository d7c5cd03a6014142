import { Injectable } from '@nestjs/common';
import { ServiceDocuments } from '../routes/service-documents.service';
import { SELF, Upstreams } from '../routes/upstreams.service';
import { busReport, stillDrained, type ServiceBus } from './bus-report';
import type { BusReportBody, ServiceHealthBody } from './operations.dto';

const BUS_WITHIN_MS = 5000;
const HEALTH_WITHIN_MS = 3000;

/** Asks all services about themselves, side by side over kept connections. */
@Injectable()
export class ServiceOperations {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly documents: ServiceDocuments,
  ) {}

  /** @param authorization of the caller: the services check the permission themselves */
  async bus(authorization: string): Promise<BusReportBody> {
    const first = await this.ask(authorization);
    if (!first.drained) return first;
    const second = await this.ask(authorization);
    return { ...second, drained: stillDrained(first, second) };
  }

  health(): Promise<ServiceHealthBody[]> {
    return Promise.all(this.services().map((service) => this.healthOf(service)));
  }

  private async ask(authorization: string): Promise<BusReportBody> {
    const answers = await Promise.all(
      this.services().map(async (service) => [service, await this.busOf(service, authorization)] as const),
    );
    return busReport(new Map(answers));
  }

  private async busOf(service: string, authorization: string): Promise<ServiceBus | undefined> {
    try {
      const answer = await this.upstreams.getJson(service, '/internal/bus', BUS_WITHIN_MS, { authorization });
      return answer.status === 200 ? (answer.body as ServiceBus) : undefined;
    } catch {
      // Shown in the report as not reachable.
      return undefined;
    }
  }

  private async healthOf(service: string): Promise<ServiceHealthBody> {
    const started = performance.now();
    const about = (status: number | null, details: unknown): ServiceHealthBody => ({
      service,
      ready: status === 200,
      status,
      milliseconds: Math.round(performance.now() - started),
      routesKnown: this.documents.has(service),
      details,
    });
    try {
      const { status, body } = await this.upstreams.getJson(service, '/health/ready', HEALTH_WITHIN_MS);
      return about(status, body);
    } catch (error) {
      return about(null, error instanceof Error ? error.message : String(error));
    }
  }

  private services(): string[] {
    return [SELF, ...this.upstreams.names()];
  }
}
