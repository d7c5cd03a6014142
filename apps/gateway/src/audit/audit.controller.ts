import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageOf, Reach, ReadRoute, type Page } from '@houtai/service-host';
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
    description:
      'Who asked for what, from where and with which outcome; refused ones as well. A partner sees its own.',
    answers: PageOf(AuditEntryBody),
  })
  list(@Query() filter: AuditFilter, @Reach() reach: Reach): Promise<Page<AuditEntryBody>> {
    return this.entries.list(filter, reach);
  }
}
