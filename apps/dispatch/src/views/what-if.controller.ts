import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadRoute } from '@houtai/service-host';
import { WhatIfFilter, WhatIfView } from './what-if.dto';
import { WhatIfQueries } from './what-if.queries';

@ApiTags('dispatch plans')
@Controller('api/v1/what-if')
export class WhatIfController {
  constructor(private readonly queries: WhatIfQueries) {}

  @ReadRoute('', {
    access: 'allocations:read',
    summary: 'What a closed branch, a missing vehicle or vehicles more would mean for all that is promised',
    operationId: 'tellWhatIf',
    answers: WhatIfView,
    problems: ['what-if-incomplete'],
  })
  tell(@Query() filter: WhatIfFilter): Promise<WhatIfView> {
    return this.queries.tell(filter);
  }
}
