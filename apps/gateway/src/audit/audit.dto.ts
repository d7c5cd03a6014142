import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { MayBeAbsent, PageFilter } from '@houtai/service-host';

export class AuditFilter extends PageFilter {
  @MayBeAbsent()
  @ApiProperty()
  @IsString()
  @MaxLength(100)
  actorId?: string;

  @MayBeAbsent()
  @ApiProperty({ example: 'orders' })
  @IsString()
  @MaxLength(100)
  service?: string;

  @MayBeAbsent()
  @ApiProperty({ description: 'Path as it was requested' })
  @IsString()
  @MaxLength(1000)
  target?: string;

  @MayBeAbsent()
  @ApiProperty()
  @IsString()
  @MaxLength(128)
  correlationId?: string;
}

export class AuditEntryBody {
  @ApiProperty({ type: 'integer' }) id: number;
  @ApiProperty({ format: 'date-time', description: 'System time' }) at: string;
  @ApiProperty({ type: 'string', nullable: true }) actorId: string | null;
  @ApiProperty({ type: 'string', nullable: true }) actorName: string | null;
  @ApiProperty() method: string;
  @ApiProperty({ examples: ['/api/v1/reservations/{id}/cancel'] }) route: string;
  @ApiProperty() target: string;
  @ApiProperty() service: string;
  @ApiProperty({ type: 'integer', description: '499: the client left before the answer' }) status: number;
  @ApiProperty() correlationId: string;
  @ApiProperty() clientAddress: string;
}
