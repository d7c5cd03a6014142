import { ApiProperty } from '@nestjs/swagger';
import { IsDayOrInstant, IsId, IsTextUpTo, MayBeAbsent, SortedFilter } from '@houtai/service-host';

export class AuditFilter extends SortedFilter('-id', '-at') {
  @MayBeAbsent()
  @IsTextUpTo(100)
  actorId?: string;

  @MayBeAbsent()
  @IsTextUpTo(100, { example: 'orders' })
  service?: string;

  @MayBeAbsent()
  @IsTextUpTo(1000, { description: 'Path as it was requested' })
  target?: string;

  @MayBeAbsent()
  @IsTextUpTo(128)
  correlationId?: string;

  @MayBeAbsent()
  @IsId({ description: 'What people and keys of that partner asked for' })
  partnerId?: string;

  @MayBeAbsent()
  @IsId({ description: 'What was asked for with that key' })
  keyId?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Asked for at this time or later, by system time' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Asked for before this time' })
  to?: string;
}

/** One change asked for through the gateway, whatever became of it. */
export class AuditEntryBody {
  @ApiProperty({ type: 'integer' }) id: number;
  /** Of the answer. */
  @ApiProperty({ format: 'date-time', description: 'System time' }) at: string;
  /** Null when nobody had signed in. */
  @ApiProperty({ type: 'string', nullable: true }) actorId: string | null;
  @ApiProperty({ type: 'string', nullable: true }) actorName: string | null;
  @ApiProperty() method: string;
  @ApiProperty({ examples: ['/api/v1/reservations/{id}/cancel'] }) route: string;
  /** Path as it was requested, without the query. */
  @ApiProperty() target: string;
  @ApiProperty() service: string;
  @ApiProperty({ type: 'integer', description: '499: the client left before the answer' }) status: number;
  @ApiProperty() correlationId: string;
  @ApiProperty() clientAddress: string;
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Null for the company’s own people',
  })
  partnerId: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The key it was asked with' })
  keyId: string | null;
  @ApiProperty({ type: [String], nullable: true, description: 'What the key might do then' })
  scopes: readonly string[] | null;
}

export type AuditEntry = Omit<AuditEntryBody, 'id'>;
