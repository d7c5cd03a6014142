import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { EntryHooks } from './entry.service';
import { Forwarding } from './forwarding.service';

/** Puts what is not a controller onto the HTTP server, before it listens. */
@Injectable()
export class Edge implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly entry: EntryHooks,
    private readonly forwarding: Forwarding,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    this.entry.install(fastify);
    this.forwarding.install(fastify);
  }
}
