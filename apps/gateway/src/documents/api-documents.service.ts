import { Injectable } from '@nestjs/common';
import { realmOf } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import type { Audience } from '../routes/audiences';
import { ServiceDocuments } from '../routes/service-documents.service';
import { documentFor } from './document-for';
import { headingOf } from './heading';

/** The OpenAPI documents as JSON text, made anew when a service shows another one than before. */
@Injectable()
export class ApiDocuments {
  private madeOf: unknown;
  private readonly texts = new Map<Audience, string>();

  constructor(
    private readonly services: ServiceDocuments,
    private readonly config: GatewayConfig,
  ) {}

  /** What all services show, in one document. */
  async whole(): Promise<string> {
    return JSON.stringify(await this.services.merged());
  }

  async of(audience: Audience): Promise<string> {
    const merged = await this.services.merged();
    if (merged !== this.madeOf) this.texts.clear();
    this.madeOf = merged;
    const known = this.texts.get(audience);
    if (known !== undefined) return known;
    const text = JSON.stringify(documentFor(audience, merged, headingOf(audience, realmOf(this.config))));
    this.texts.set(audience, text);
    return text;
  }
}
