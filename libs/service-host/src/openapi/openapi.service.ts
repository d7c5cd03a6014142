import { Injectable } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { everyError } from '../problems/every-error';
import type { ServiceOptions } from '../service-options';
import { completeDocument } from './host-document';
import { referenceFacts } from './reference-facts';

/** Makes the service's OpenAPI 3.1 document once, when it is first asked for: it costs start-up time otherwise. */
@Injectable()
export class OpenApiDocument {
  private build: (() => string) | undefined;
  private text: string | undefined;

  describe(app: INestApplication, about: ServiceOptions): void {
    this.build = () => {
      const outline = new DocumentBuilder()
        .setOpenAPIVersion('3.1.0')
        .setTitle(about.title)
        .setDescription(about.description)
        .setVersion('1')
        .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
        .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
        .build();
      const document = SwaggerModule.createDocument(app, outline, { operationIdFactory });
      const errors = everyError(about.errors);
      const { webhooks } = about;
      return JSON.stringify({
        ...completeDocument(document, errors),
        ...(webhooks && { webhooks }),
        ...referenceFacts(about),
      });
    };
  }

  /** JSON text. */
  json(): string {
    return (this.text ??= this.build?.() ?? '{}');
  }
}

function operationIdFactory(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '');
  return (
    subject.charAt(0).toLowerCase() + subject.slice(1) + method.charAt(0).toUpperCase() + method.slice(1)
  );
}
