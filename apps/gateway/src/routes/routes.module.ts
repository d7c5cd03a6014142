import { Module } from '@nestjs/common';
import { ServiceDocuments } from './service-documents.service';
import { Upstreams } from './upstreams.service';

@Module({ providers: [Upstreams, ServiceDocuments], exports: [Upstreams, ServiceDocuments] })
export class RoutesModule {}
