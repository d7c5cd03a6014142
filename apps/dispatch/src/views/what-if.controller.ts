import { Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, ReadRoute, type Clock } from '@houtai/service-host';
import { WhatIfTrial } from '../what-ifs/what-if-trial.service';
import { WhatIfFilter, WhatIfView } from './what-if.dto';

@ApiTags('dispatch plans')
@Controller('api/v1/what-if')
export class WhatIfController {
  constructor(
    private readonly trial: WhatIfTrial,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('', {
    access: 'allocations:read',
    summary:
      'What a closed branch, a missing vehicle, vehicles more or elsewhere would mean for all that is promised',
    description: 'Nothing is stored and nothing changes.',
    operationId: 'tellWhatIf',
    answers: WhatIfView,
    problems: ['what-if-incomplete', 'what-if-too-few-vehicles'],
  })
  async tell(@Query() filter: WhatIfFilter): Promise<WhatIfView> {
    const { classes } = await this.trial.make(filter, this.clock.now());
    return { classes };
  }
}
