import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, PageOf, ReadRoute, type Page, reachOf } from '@houtai/service-host';
import { AuditEntryBody, AuditFilter } from './audit.dto';
import { AuditQueries } from './audit.queries';

@ApiTags('audit')
@Controller('api/v1/audit-entries')
export class AuditController {
  constructor(private readonly entries: AuditQueries) {}

  @ReadRoute('', {
    access: 'audit:read',
    partner: 'own',
    summary: 'Changes asked for through the gateway, newest first',
    answers: PageOf(AuditEntryBody),
  })
  list(@Query() filter: AuditFilter, @Actor() actor: Actor): Promise<Page<AuditEntryBody>> {
    return this.entries.list(filter, reachOf(actor));
  }
}
