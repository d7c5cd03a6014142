import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import { Pool } from 'undici';
import { GatewayConfig } from '../gateway.config';

/** The gateway itself, as one of the services. */
export const SELF = 'gateway';

const CONNECT_TIMEOUT_MS = 2000;
/** Shorter than the services' own 72 s: a socket must not be closed by them just when it is used again. */
const KEEP_ALIVE_MS = 60_000;

export interface JsonAnswer {
  status: number;
  body: unknown;
}

/** A connection pool to each service. */
@Injectable()
export class Upstreams implements OnApplicationShutdown {
  private readonly pools = new Map<string, Pool>();

  constructor(
    private readonly config: GatewayConfig,
    private readonly host: HttpAdapterHost,
  ) {
    const services = JSON.parse(config.services) as Record<string, string>;
    for (const [name, url] of Object.entries(services)) {
      if (name !== SELF) this.pools.set(name, this.connect(new URL(url).origin));
    }
  }

  /** The services behind the gateway, without itself. */
  names(): string[] {
    return [...this.pools.keys()].filter((name) => name !== SELF);
  }

  pool(service: string): Pool | undefined {
    const pool = this.pools.get(service);
    if (pool || service !== SELF) return pool;
    const url = this.ownUrl();
    if (url === undefined) return undefined;
    const own = this.connect(url);
    this.pools.set(SELF, own);
    return own;
  }

  /** GETs a small JSON document. Throws when the service does not answer in time or with something else. */
  async getJson(
    service: string,
    path: string,
    timeoutMs: number,
    headers: Record<string, string> = {},
  ): Promise<JsonAnswer> {
    const pool = this.pool(service);
    if (pool === undefined) throw new Error(`${service} has no address yet`);
    const signal = AbortSignal.timeout(timeoutMs);
    const { statusCode, body } = await pool.request({ method: 'GET', path, headers, signal });
    return { status: statusCode, body: await body.json() };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
  }

  private connect(origin: string): Pool {
    return new Pool(origin, {
      connections: this.config.upstreamConnections,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: this.config.upstreamTimeoutMs,
      bodyTimeout: this.config.upstreamTimeoutMs,
      connect: { timeout: CONNECT_TIMEOUT_MS },
    });
  }

  private ownUrl(): string | undefined {
    const address = (this.host.httpAdapter.getHttpServer() as Server).address();
    if (address === null || typeof address === 'string') return undefined;
    const anywhere = address.address === '0.0.0.0' || address.address === '::';
    const name = anywhere ? '127.0.0.1' : address.address;
    return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`;
  }
}
