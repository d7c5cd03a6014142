import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandRoute, CreateRoute, IdParam, PageOf, ReadRoute, type Page } from '@houtai/service-host';
import { refuse } from '../finance.errors';
import { EntryFilter, EntryView, PostEntryRequest, ReverseEntryRequest } from './entry.dto';
import { EntryQueries } from './entry.queries';

@ApiTags('ledger')
@Controller('api/v1/entries')
export class EntryController {
  constructor(private readonly queries: EntryQueries) {}

  @CreateRoute('', {
    access: 'ledger:post',
    summary: 'Post an entry by hand, alone: refused',
    description: 'Entries by hand need two people: `proposeEntry` and `approveProposal`.',
    operationId: 'postEntry',
    answers: EntryView,
    problems: ['second-person-needed'],
  })
  post(@Body() _request: PostEntryRequest): EntryView {
    return refuse('second-person-needed');
  }

  @CommandRoute(':id/reverse', {
    access: 'ledger:post',
    summary: 'Reverse an entry alone: refused',
    description: 'Reversals need two people: `proposeReversal` and `approveProposal`.',
    operationId: 'reverseEntry',
    answers: EntryView,
    problems: ['second-person-needed'],
  })
  reverse(@IdParam() _id: string, @Body() _request: ReverseEntryRequest): EntryView {
    return refuse('second-person-needed');
  }

  @ReadRoute('', {
    access: 'ledger:read',
    summary: 'List entries, the newest first',
    description: 'Each with its lines, its cause and its voucher number.',
    operationId: 'listEntries',
    answers: PageOf(EntryView),
  })
  async list(@Query() filter: EntryFilter): Promise<Page<EntryView>> {
    return this.queries.list(filter);
  }

  @ReadRoute(':id', {
    access: 'ledger:read',
    summary: 'Show an entry with its lines',
    description: 'With the entry that reverses it, or that it reverses.',
    operationId: 'showEntry',
    answers: EntryView,
  })
  async one(@IdParam() id: string): Promise<EntryView> {
    return this.queries.one(id);
  }
}
