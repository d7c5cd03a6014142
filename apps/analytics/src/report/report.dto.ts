import { ApiProperty } from '@nestjs/swagger';
import { IsDay, IsId, MayBeAbsent } from '@houtai/service-host';
import type { DailyVehicleOperations, VehicleDayFigures } from './daily-report';

export class DailyReportFilter {
  @IsDay({ description: 'Business day', example: '2026-03-02' })
  day: string;

  @MayBeAbsent()
  @IsId({ description: 'Vehicles of this branch only' })
  branchId?: string;
}

export class DayParam {
  @IsDay({ description: 'Business day', example: '2026-03-02' })
  day: string;
}

class Figures implements VehicleDayFigures {
  @ApiProperty({ type: 'integer' }) vehicles: number;
  @ApiProperty() inFleetMinutes: number;
  @ApiProperty() rentedMinutes: number;
  @ApiProperty() outOfServiceMinutes: number;
  @ApiProperty({ type: 'integer', description: 'Net rental revenue, in fen' }) netRevenueFen: number;

  @ApiProperty({ type: 'number', nullable: true, description: 'Rented / (in fleet - out of service)' })
  operatingUtilisation: number | null;

  @ApiProperty({ type: 'number', nullable: true, description: 'Rented / in fleet' })
  grossUtilisation: number | null;

  @ApiProperty({ type: 'number', nullable: true, description: 'Out of service / in fleet' })
  outOfServiceRate: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Per 24 h rented, in fen' })
  revenuePerRentedDayFen: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Per 24 h fit for rent, in fen' })
  revenuePerAvailableCarDayFen: number | null;
}

class BranchFigures extends Figures {
  @ApiProperty({ format: 'uuid' }) branchId: string;
}

class ClassFigures extends Figures {
  @ApiProperty({ example: 'compact' }) classCode: string;
}

class VehicleFigures extends Figures {
  @ApiProperty({ format: 'uuid' }) vehicleId: string;
  @ApiProperty({ format: 'uuid' }) branchId: string;
  @ApiProperty({ example: 'compact' }) classCode: string;
}

/** 每日车辆运营情况报表 */
export class DailyReportView implements DailyVehicleOperations {
  @ApiProperty({ example: '2026-03-02' }) day: string;
  @ApiProperty({ type: Figures }) total: Figures;
  @ApiProperty({ type: [BranchFigures] }) byBranch: BranchFigures[];
  @ApiProperty({ type: [ClassFigures] }) byClass: ClassFigures[];
  @ApiProperty({ type: [VehicleFigures] }) byVehicle: VehicleFigures[];
}

export class PublishedReportView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ['daily-vehicle-operations'] }) kind: 'daily-vehicle-operations';
  @ApiProperty({ example: '2026-03-02' }) day: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) version: number;
  @ApiProperty({ description: 'SHA-256 of the content as published, hex' }) contentHash: string;

  @ApiProperty({ type: [String], description: '更正: what this version corrects; empty in the first' })
  corrections: string[];

  @ApiProperty({ description: 'Account that published it' }) publishedBy: string;
  @ApiProperty({ format: 'date-time' }) publishedAt: string;
  @ApiProperty({ type: DailyReportView }) content: DailyReportView;
}

export class PublishedReports {
  @ApiProperty({ type: [PublishedReportView] }) items: PublishedReportView[];
}
