import type { Server } from 'node:http';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Draining } from './draining.service';
import { Readiness } from './health/readiness.service';

/** Requests still unanswered by then are cut off. */
const PATIENCE_MS = 10_000;

/** First step of a shutdown: turn unready, accept no more connections, let the requests in hand end. */
@Injectable()
export class Drain implements OnModuleDestroy {
  private draining = false;

  constructor(
    private readonly readiness: Readiness,
    private readonly host: HttpAdapterHost,
    private readonly announcement: Draining,
  ) {}

  /** While draining, every response asks its client to leave; a busy keep-alive connection would never end otherwise. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (_request, reply, done) => {
      if (this.draining) reply.header('connection', 'close');
      done();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.draining = true;
    this.readiness.stop();
    this.announcement.begin();
    const server = this.host.httpAdapter.getHttpServer() as Server;
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    await closed;
    clearInterval(idle);
    clearTimeout(cutOff);
  }
}
