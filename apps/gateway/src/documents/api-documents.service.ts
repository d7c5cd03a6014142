import { Injectable } from '@nestjs/common';
import type { Audience } from '../routes/audiences';
import { ServiceDocuments } from '../routes/service-documents.service';
import { documentFor } from './document-for';
import { Headings } from './headings.service';

/** The OpenAPI documents as JSON text, made anew when a service shows another one than before. */
@Injectable()
export class ApiDocuments {
  private madeOf: unknown;
  private readonly texts = new Map<Audience, string>();

  constructor(
    private readonly services: ServiceDocuments,
    private readonly headings: Headings,
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
    const text = JSON.stringify(documentFor(audience, merged, this.headings.of(audience)));
    this.texts.set(audience, text);
    return text;
  }
}
