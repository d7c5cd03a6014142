import { Module } from '@nestjs/common';
import { RebuildController } from './rebuild.controller';
import { RebuildStore } from './rebuild.store';

@Module({ controllers: [RebuildController], providers: [RebuildStore] })
export class RebuildModule {}
