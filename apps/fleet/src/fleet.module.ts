import { Module } from '@nestjs/common';
import { AggregateModule } from '@houtai/aggregate';
import { AbsenceModule } from './absences/absence.module';
import { BranchModule } from './branches/branch.module';
import { VehicleClassModule } from './vehicle-classes/vehicle-class.module';
import { VehicleModule } from './vehicles/vehicle.module';

@Module({ imports: [AggregateModule, BranchModule, VehicleClassModule, VehicleModule, AbsenceModule] })
export class FleetModule {}
