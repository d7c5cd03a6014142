import { IsId, IsOdometer, IsWhole, MayBeAbsent } from '@houtai/service-host';

export class HelpedPickUpRequest {
  @MayBeAbsent()
  @IsOdometer({ description: 'The last known one without', example: 1_200 })
  odometerKm?: number;

  @MayBeAbsent()
  @IsWhole(0, 100, { description: 'Tank or battery; full without', example: 100 })
  fuelPercent?: number;
}

export class HelpedReturnRequest {
  @MayBeAbsent()
  @IsId({ description: 'Branch of return; the planned one without' })
  branchId?: string;

  @MayBeAbsent()
  @IsOdometer({ description: '100 km more than at the pick-up without', example: 1_300 })
  odometerKm?: number;

  @MayBeAbsent()
  @IsWhole(0, 100, { description: 'As at the pick-up without', example: 80 })
  fuelPercent?: number;
}
