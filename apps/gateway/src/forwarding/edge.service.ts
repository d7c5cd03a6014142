import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CrossOrigin } from './cross-origin.service';
import { EntryHooks } from './entry.service';
import { Forwarding } from './forwarding.service';

/** Puts what is not a controller onto the HTTP server, before it listens. */
@Injectable()
export class Edge implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly crossOrigin: CrossOrigin,
    private readonly entry: EntryHooks,
    private readonly forwarding: Forwarding,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    // First: a refused request has to tell a front end of another origin why, too.
    this.crossOrigin.install(fastify);
    this.entry.install(fastify);
    this.forwarding.install(fastify);
  }
}
