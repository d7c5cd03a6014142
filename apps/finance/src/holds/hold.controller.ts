import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageOf, ReadRoute, type Page } from '@houtai/service-host';
import { HoldFilter, HoldView } from './hold.dto';
import { HoldQueries } from './hold.queries';

@ApiTags('holds')
@Controller('api/v1/holds')
export class HoldController {
  constructor(private readonly queries: HoldQueries) {}

  @ReadRoute('', {
    access: 'holds:read',
    summary: 'List deposits that are or were pre-authorised',
    description: 'With what of each is still held, captured and released, in fen.',
    operationId: 'listHolds',
    answers: PageOf(HoldView),
  })
  async list(@Query() filter: HoldFilter): Promise<Page<HoldView>> {
    return this.queries.list(filter);
  }
}
