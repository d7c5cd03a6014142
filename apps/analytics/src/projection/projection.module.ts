import { Module } from '@nestjs/common';
import { ProjectionStore } from './projection.store';
import { VehicleStatusStore } from './vehicle-status.store';

@Module({ providers: [ProjectionStore, VehicleStatusStore], exports: [ProjectionStore] })
export class ProjectionModule {}
