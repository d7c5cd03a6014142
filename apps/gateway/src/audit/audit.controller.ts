import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Page, PageQuery, Permit, decodePosition, encodeCursor, page } from '@houtai/service-host';
import { AuditStore, type StoredAuditEntry } from './audit.store';

class AuditQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  actorId?: string;

  @ApiPropertyOptional({ example: 'orders' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  service?: string;

  @ApiPropertyOptional({ description: 'Path as it was requested' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  target?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(128)
  correlationId?: string;
}

class AuditEntryBody {
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

class AuditEntryPage extends Page<AuditEntryBody> {
  @ApiProperty({ type: [AuditEntryBody] })
  declare items: AuditEntryBody[];
}

@ApiTags('audit')
@Controller('api/v1/audit-entries')
export class AuditController {
  constructor(private readonly store: AuditStore) {}

  @Get()
  @Permit('audit:read')
  @ApiOperation({ summary: 'Changes asked for through the gateway, newest first' })
  @ApiOkResponse({ type: AuditEntryPage })
  async list(@Query() { limit, after, ...filter }: AuditQuery): Promise<Page<StoredAuditEntry>> {
    const before = decodePosition(after);
    const items = await this.store.list({ ...filter, before, limit: limit + 1 });
    const shown = items.slice(0, limit);
    const last = shown.at(-1);
    return page(shown, items.length > limit && last ? encodeCursor([last.id]) : null);
  }
}
