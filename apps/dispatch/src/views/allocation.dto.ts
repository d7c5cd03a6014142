import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { PageFilter } from '@houtai/service-host';
import { IsInstant } from './is-instant.dto';

export class AllocationView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  reservationId: string;

  @ApiProperty({ format: 'uuid' })
  vehicleId: string;

  @ApiProperty({ description: 'Class of the vehicle; above the reserved one after an upgrade' })
  classCode: string;

  @ApiProperty({ format: 'date-time' })
  from: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Exclusive; with the turnaround while active, the real return once completed',
  })
  to: string;

  @ApiProperty({ enum: ['active', 'completed', 'released'] })
  status: string;

  @ApiProperty({ description: 'The vehicle is with the customer' })
  inUse: boolean;

  @ApiPropertyOptional({
    nullable: true,
    enum: ['cancelled', 'no-show', 'changed', 'swapped', 'completed', null],
  })
  releaseReason: string | null;

  @ApiProperty({ format: 'date-time' })
  allocatedAt: string;

  @ApiPropertyOptional({ format: 'date-time', nullable: true })
  releasedAt: string | null;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class AllocationFilter extends PageFilter {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  vehicleId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  reservationId?: string;

  @ApiPropertyOptional({ enum: ['active', 'completed', 'released'] })
  @IsOptional()
  @IsIn(['active', 'completed', 'released'])
  status?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Those that end after this time' })
  @IsOptional()
  @IsInstant()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Those that begin before this time' })
  @IsOptional()
  @IsInstant()
  to?: string;
}

export class SwapRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'This vehicle and no other' })
  @IsOptional()
  @IsUUID()
  vehicleId?: string;

  @ApiPropertyOptional({
    description: 'A vehicle of this class, above or below the promised one, as agreed with the customer',
    example: 'suv',
  })
  @IsOptional()
  @IsString()
  @Length(1, 32)
  classCode?: string;
}
