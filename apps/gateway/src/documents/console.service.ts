import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import helmet from '@fastify/helmet';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { realmOf, type Realm } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { AUDIENCES } from '../routes/audiences';
import { titleIn } from '../routes/realm-title';
import { ApiDocuments } from './api-documents.service';
import { DocumentAccess } from './document-access.service';

const ASSETS = '/docs/assets/';
const SERVED: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** @param realm shown where it is not the real thing */
const page = (realm: Realm) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${titleIn('Houtai API', realm)}</title>
    <link rel="stylesheet" href="${ASSETS}swagger-ui.css">
    <link rel="icon" type="image/png" href="${ASSETS}favicon-32x32.png" sizes="32x32">
  </head>
  <body>${realm === 'live' ? '' : '\n    <p>Test realm: nothing here is a real booking.</p>'}
    <div id="swagger-ui"></div>
    <script src="${ASSETS}swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const START = `window.ui = SwaggerUIBundle({
  url: '/docs/partner.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: true,
  displayRequestDuration: true,
  docExpansion: 'none',
  filter: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
});
`;

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
      const realm = realmOf(this.config);
      const folder = swaggerUiFolder();
      for (const [file, type] of Object.entries(SERVED)) {
        scope.get(ASSETS + file, async (_request, reply) =>
          reply
            .type(type)
            .header('cache-control', 'public, max-age=86400')
            .send(await readFile(join(folder, file))),
        );
      }
      for (const url of ['/docs', '/docs/']) scope.get(url, answer('text/html; charset=utf-8', page(realm)));
      scope.get('/docs/start.js', answer('text/javascript; charset=utf-8', START));
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

function answer(type: string, body: string) {
  return (_request: FastifyRequest, reply: FastifyReply) => reply.type(type).send(body);
}

/** swagger-ui-dist belongs to @nestjs/swagger and is found from there, wherever npm has put it. */
function swaggerUiFolder(): string {
  const fromSwagger = createRequire(require.resolve('@nestjs/swagger'));
  return dirname(fromSwagger.resolve('swagger-ui-dist/package.json'));
}
