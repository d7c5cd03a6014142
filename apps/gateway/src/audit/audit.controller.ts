import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PageOf, Permit, type Page } from '@houtai/service-host';
import { AuditEntryBody, AuditFilter } from './audit.dto';
import { AuditQueries } from './audit.queries';

@ApiTags('audit')
@Controller('api/v1/audit-entries')
export class AuditController {
  constructor(private readonly entries: AuditQueries) {}

  @Get()
  @Permit('audit:read')
  @ApiOperation({ summary: 'Changes asked for through the gateway, newest first' })
  @ApiOkResponse({ type: PageOf(AuditEntryBody) })
  list(@Query() filter: AuditFilter): Promise<Page<AuditEntryBody>> {
    return this.entries.list(filter);
  }
}
