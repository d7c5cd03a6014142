import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageOf, ReadRoute, type Page } from '@houtai/service-host';
import { RelocationFilter, RelocationView } from './relocation.dto';
import { RelocationQueries } from './relocation.queries';

@ApiTags('relocations')
@Controller('api/v1/relocations')
export class RelocationController {
  constructor(private readonly queries: RelocationQueries) {}

  @ReadRoute('', {
    access: 'allocations:read',
    summary: 'List vehicles that are to be driven, or were, to the pick-up of a promise',
    description: 'By the pick-up. What is no longer needed for a promise is no longer in the list.',
    operationId: 'listRelocations',
    answers: PageOf(RelocationView),
  })
  list(@Query() filter: RelocationFilter): Promise<Page<RelocationView>> {
    return this.queries.list(filter);
  }
}
