import { Module } from '@nestjs/common';
import { AggregateModule } from '@houtai/aggregate';
import { BranchModule } from './branch/branch.module';
import { VehicleClassModule } from './vehicle-class/vehicle-class.module';
import { VehicleModule } from './vehicle/vehicle.module';

@Module({ imports: [AggregateModule, BranchModule, VehicleClassModule, VehicleModule] })
export class FleetModule {}
