import cors from '@fastify/cors';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { GatewayConfig } from '../gateway.config';
import { originsIn } from './cross-origins';

/** What a script of another site may send. */
const SENT = [
  'Accept-Language',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Last-Event-ID',
  'Traceparent',
  'X-Correlation-Id',
  'X-Houtai-Time',
];
/** What it may read beside the body. */
const READ = [
  'Content-Language',
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Correlation-Id',
];
const REMEMBERED_SECONDS = 600;

/** Front ends of other origins, by name. Whoever is not on the list hears nothing of it: the browser keeps the answer. */
@Injectable()
export class CrossOrigin {
  constructor(private readonly config: GatewayConfig) {}

  install(fastify: FastifyInstance): void {
    const origins = originsIn(this.config.corsOrigins);
    if (origins.length === 0) return;
    void fastify.register(cors, {
      origin: origins,
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: SENT,
      exposedHeaders: READ,
      // Nobody is known by a cookie here.
      credentials: false,
      maxAge: REMEMBERED_SECONDS,
    });
  }
}
