import { Controller, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ReadRoute } from '../http/route';
import { OpenApiDocument } from './openapi.service';

@ApiExcludeController()
@Controller()
export class OpenApiController {
  constructor(private readonly document: OpenApiDocument) {}

  @ReadRoute('openapi.json', { access: 'public' })
  @Header('content-type', 'application/json; charset=utf-8')
  read(): string {
    return this.document.json();
  }
}
