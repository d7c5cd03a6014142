import { Module } from '@nestjs/common';
import { VehicleClassController } from './vehicle-class.controller';
import { VehicleClassQueries } from './vehicle-class.queries';
import { VehicleClassStore } from './vehicle-class.store';

@Module({ controllers: [VehicleClassController], providers: [VehicleClassStore, VehicleClassQueries] })
export class VehicleClassModule {}
