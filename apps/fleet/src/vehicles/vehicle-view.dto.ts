import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ENERGIES, GROUNDING_REASONS } from './vehicle';
import { OPERATIONS, standingOf } from './vehicle-standing';
import { PaperDto } from './vehicle.dto';
import type { StoredVehicle } from './vehicle.store';

export class GroundingView {
  @ApiProperty({ enum: GROUNDING_REASONS })
  reason: string;

  @ApiPropertyOptional({ example: '右前轮异响' })
  note?: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-02T02:00:00.000Z' })
  groundedAt: string;

  @ApiPropertyOptional({ format: 'date-time', example: '2026-03-04T02:00:00.000Z' })
  expectedBackAt?: string;
}

export class VehicleView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'LSVAA4182E2123456' })
  vin: string;

  @ApiProperty({ example: '沪A12345' })
  plate: string;

  @ApiProperty({ example: 'compact' })
  classCode: string;

  @ApiProperty({ enum: ENERGIES })
  energy: string;

  @ApiProperty({ format: 'uuid', description: 'Branch that answers for it' })
  branchId: string;

  @ApiProperty({ enum: ['ordered', 'in-fleet', 'on-sale', 'disposed'], description: 'First axis' })
  lifeCycle: string;

  @ApiProperty({ enum: OPERATIONS, description: 'Second axis' })
  operation: string;

  @ApiProperty({
    format: 'date-time',
    description: 'It stands like this from',
    example: '2026-03-02T02:00:00.000Z',
  })
  since: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Reservation it is reserved for or rented by' })
  reservationId?: string;

  @ApiProperty({ type: 'integer', example: 1200 })
  odometerKm: number;

  @ApiProperty({ type: [PaperDto] })
  papers: PaperDto[];

  @ApiProperty({ format: 'date-time', description: 'First instant at which a needed paper is not in force' })
  fitUntil: string;

  @ApiPropertyOptional({
    type: GroundingView,
    description: 'Why it is, or after its rental will be, out of service',
  })
  grounding?: GroundingView;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 4 })
  version: number;
}

/** The one way a vehicle is shown, read from the database or just decided. */
export function viewOf({ state: vehicle, version }: StoredVehicle): VehicleView {
  const { id, vin, plate, classCode, energy, odometerKm, papers, fitUntil, grounding, since } = vehicle;
  return {
    ...{ id, vin, plate, classCode, energy, ...standingOf(vehicle), since, odometerKm },
    ...{ papers: [...papers], fitUntil, grounding, version },
  };
}
