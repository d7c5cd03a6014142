import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import helmet from '@fastify/helmet';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { realmOf } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { AUDIENCES } from '../routes/audiences';
import { ApiDocuments } from './api-documents.service';
import { ASSETS, consolePage } from './console-page';
import { DocumentAccess } from './document-access.service';

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const STYLES = 'text/css; charset=utf-8';

/** Files of the page with their types, by the folder they are in. */
const SERVED = [
  {
    folder: swaggerUiFolder(),
    caching: 'public, max-age=86400',
    files: { 'swagger-ui.css': STYLES, 'swagger-ui-bundle.js': JAVASCRIPT, 'favicon-32x32.png': 'image/png' },
  },
  {
    folder: join(__dirname, '..', '..', 'public'),
    // That of a new release is seen with the next look.
    caching: 'no-cache',
    files: { 'console.css': STYLES, 'console.js': JAVASCRIPT },
  },
];

/**
 * Swagger UI at `/docs` over the documents at `/docs/<audience>.json`, from assets on this machine. Its own page instead of
 * SwaggerModule's: that one freezes the document it is given first and needs inline scripts.
 */
@Injectable()
export class Console implements OnModuleInit {
  constructor(
    private readonly documents: ApiDocuments,
    private readonly access: DocumentAccess,
    private readonly config: GatewayConfig,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    this.install(this.host.httpAdapter.getInstance<FastifyInstance>());
  }

  private install(fastify: FastifyInstance): void {
    void fastify.register(async (scope) => {
      await scope.register(helmet, {
        contentSecurityPolicy: {
          useDefaults: false,
          directives: {
            defaultSrc: [`'none'`],
            scriptSrc: [`'self'`],
            styleSrc: [`'self'`],
            // Swagger UI sets style attributes on a few elements; no style sheet and no script may be inline.
            styleSrcAttr: [`'unsafe-inline'`],
            imgSrc: [`'self'`, 'data:'],
            connectSrc: [`'self'`],
            baseUri: [`'none'`],
            formAction: [`'none'`],
            frameAncestors: [`'none'`],
          },
        },
        // Whether the site is reached by TLS only is for whoever runs the proxy in front to say.
        strictTransportSecurity: false,
      });
      serveAssets(scope);
      const page = consolePage(realmOf(this.config));
      for (const url of ['/docs', '/docs/']) {
        scope.get(url, (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
      }
      for (const audience of AUDIENCES) {
        scope.get(`/docs/${audience}.json`, async (request, reply) => {
          this.access.admit(request, [audience]);
          return sendDocument(reply, await this.documents.of(audience));
        });
      }
      scope.get('/docs-json', async (request, reply) => {
        this.access.admit(request, AUDIENCES);
        return sendDocument(reply, await this.documents.whole());
      });
      scope.get('/', (_request, reply) => reply.redirect('/docs'));
    });
  }
}

function sendDocument(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .headers({ 'cache-control': 'no-cache', vary: 'Authorization' })
    .send(text);
}

function serveAssets(scope: FastifyInstance): void {
  for (const { folder, caching, files } of SERVED) {
    for (const [file, type] of Object.entries(files)) {
      scope.get(ASSETS + file, async (_request, reply) =>
        reply
          .type(type)
          .header('cache-control', caching)
          .send(await readFile(join(folder, file))),
      );
    }
  }
}

/** swagger-ui-dist belongs to @nestjs/swagger and is found from there, wherever npm has put it. */
function swaggerUiFolder(): string {
  const fromSwagger = createRequire(require.resolve('@nestjs/swagger'));
  return dirname(fromSwagger.resolve('swagger-ui-dist/package.json'));
}
