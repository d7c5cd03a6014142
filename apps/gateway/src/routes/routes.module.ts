import { Module } from '@nestjs/common';
import { Docs } from './docs.service';
import { ServiceDocuments } from './service-documents.service';
import { Upstreams } from './upstreams.service';

@Module({ providers: [Upstreams, ServiceDocuments, Docs], exports: [Upstreams, ServiceDocuments, Docs] })
export class RoutesModule {}
