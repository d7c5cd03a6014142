import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadRoute } from '@houtai/service-host';
import { TrialBalanceFilter, TrialBalanceView } from './trial-balance.dto';
import { TrialBalanceQueries } from './trial-balance.queries';

@ApiTags('ledger')
@Controller('api/v1/trial-balance')
export class TrialBalanceController {
  constructor(private readonly queries: TrialBalanceQueries) {}

  @ReadRoute('', {
    access: 'ledger:read',
    summary: 'Show the trial balance at a date (试算平衡表)',
    description:
      'Debits and credits of each account up to and with that business day; their sums are equal. An entry counts once it is sealed.',
    operationId: 'showTrialBalance',
    answers: TrialBalanceView,
  })
  async at(@Query() query: TrialBalanceFilter): Promise<TrialBalanceView> {
    return this.queries.at(query);
  }
}
