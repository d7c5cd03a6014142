import { Module } from '@nestjs/common';
import { RoutesModule } from '../routes/routes.module';
import { ApiDocuments } from './api-documents.service';
import { DocumentAccess } from './document-access.service';
import { Headings } from './headings.service';
import { Console } from './console.service';

@Module({ imports: [RoutesModule], providers: [ApiDocuments, DocumentAccess, Headings, Console] })
export class DocumentsModule {}
