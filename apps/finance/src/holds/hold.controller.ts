import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permit, PageOf, type Page } from '@houtai/service-host';
import { HoldFilter, HoldView } from './hold.dto';
import { HoldQueries } from './hold.queries';

@ApiTags('holds')
@Controller('api/v1/holds')
export class HoldController {
  constructor(private readonly queries: HoldQueries) {}

  @Get()
  @Permit('holds:read')
  @ApiOperation({ summary: 'List deposits that are or were pre-authorised', operationId: 'listHolds' })
  @ApiOkResponse({ type: PageOf(HoldView) })
  async list(@Query() filter: HoldFilter): Promise<Page<HoldView>> {
    return this.queries.list(filter);
  }
}
