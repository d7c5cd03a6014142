import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  CLOCK,
  CommandRoute,
  CreateRoute,
  IdParam,
  PageOf,
  ReadRoute,
  type Clock,
  type Page,
} from '@houtai/service-host';
import { AskWhatIf } from '../what-ifs/ask-what-if.service';
import { DecideWhatIf } from '../what-ifs/decide-what-if.service';
import { KeptWhatIfFilter, KeptWhatIfView, WhatIfSummaryView } from './kept-what-if.dto';
import { KeptWhatIfQueries } from './kept-what-if.queries';
import { WhatIfFilter } from './what-if.dto';

@ApiTags('dispatch plans')
@Controller('api/v1/what-ifs')
export class KeptWhatIfController {
  constructor(
    private readonly queries: KeptWhatIfQueries,
    private readonly asking: AskWhatIf,
    private readonly deciding: DecideWhatIf,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('', {
    access: 'allocations:read',
    summary: 'List what-ifs that are kept, the first asked first, without what each would do',
    description: 'Also those that were committed or discarded.',
    operationId: 'listWhatIfs',
    answers: PageOf(WhatIfSummaryView),
  })
  list(@Query() filter: KeptWhatIfFilter): Promise<Page<WhatIfSummaryView>> {
    return this.queries.list(filter);
  }

  @ReadRoute(':id', {
    access: 'allocations:read',
    summary: 'Show a what-if that is kept: what it would mean and do, and what its commit did',
    description: 'The answer is of the time when it was asked.',
    operationId: 'showWhatIf',
    answers: KeptWhatIfView,
  })
  one(@IdParam() id: string): Promise<KeptWhatIfView> {
    return this.queries.one(id);
  }

  @CreateRoute('', {
    access: 'allocations:read',
    summary: 'Ask what a change would mean and keep the answer, to be committed or discarded',
    description: 'Nothing changes by asking. The answer can be committed for a limited time.',
    operationId: 'askWhatIf',
    answers: KeptWhatIfView,
    problems: ['what-if-incomplete', 'what-if-too-few-vehicles'],
  })
  ask(@Body() question: WhatIfFilter, @Actor() actor: Actor): Promise<KeptWhatIfView> {
    return this.asking.ask(question, this.clock.now(), actor.name);
  }

  @CommandRoute(':id/commit', {
    access: 'dispatch-plans:write',
    summary:
      'Move the promises that the change hits, as far as the plan of now bears it; the answer says what is left to do',
    description: 'The plan of now decides, not that of when it was asked.',
    operationId: 'commitWhatIf',
    answers: KeptWhatIfView,
    problems: [
      ...['what-if-expired', 'what-if-discarded', 'what-if-needs-vehicles'],
      'what-if-too-few-vehicles',
    ],
  })
  async commit(@IdParam() id: string, @Actor() actor: Actor): Promise<KeptWhatIfView> {
    await this.deciding.commit(id, this.clock.now(), actor.name);
    return this.queries.one(id);
  }

  @CommandRoute(':id/discard', {
    access: 'dispatch-plans:write',
    summary: 'Give a what-if up; after a commit its vehicles may be promised again, and what has moved stays',
    description: 'Harmless when it was discarded before.',
    operationId: 'discardWhatIf',
    answers: KeptWhatIfView,
  })
  async discard(@IdParam() id: string, @Actor() actor: Actor): Promise<KeptWhatIfView> {
    await this.deciding.discard(id, this.clock.now(), actor.name);
    return this.queries.one(id);
  }
}
