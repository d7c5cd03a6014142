import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  IDS,
  Actor,
  CommandRoute,
  CreateRoute,
  IdParam,
  PageOf,
  ReadRoute,
  type IdSource,
  type Page,
} from '@houtai/service-host';
import { EntryFilter, EntryView, PostEntryRequest, ReverseEntryRequest } from './entry.dto';
import { EntryQueries } from './entry.queries';
import { ManualPosting } from './manual-posting.service';

@ApiTags('ledger')
@Controller('api/v1/entries')
export class EntryController {
  constructor(
    private readonly posting: ManualPosting,
    private readonly queries: EntryQueries,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('', {
    access: 'ledger:post',
    summary: 'Post an entry by hand',
    description: 'Debits and credits have to be equal. An entry never changes; a wrong one is reversed.',
    operationId: 'postEntry',
    answers: EntryView,
    problems: ['period-not-open', 'posting-day-out-of-reach'],
  })
  async post(@Body() request: PostEntryRequest, @Actor() actor: Actor): Promise<EntryView> {
    const lines = request.lines.map(({ reservationId, ...line }) => ({ ...line, orderId: reservationId }));
    const { postingDate: day, memo } = request;
    const entryId = await this.posting.post({ causeId: this.ids.next(), day, memo, maker: actor.id, lines });
    return this.queries.one(entryId);
  }

  @CommandRoute(':id/reverse', {
    access: 'ledger:post',
    summary: 'Reverse an entry in red (红字冲销)',
    description: 'Answers with the reversal, dated today. An entry is reversed once, a reversal never.',
    operationId: 'reverseEntry',
    answers: EntryView,
    problems: ['period-not-open', 'entry-is-a-reversal', 'entry-already-reversed'],
  })
  async reverse(
    @IdParam() id: string,
    @Body() { memo }: ReverseEntryRequest,
    @Actor() actor: Actor,
  ): Promise<EntryView> {
    return this.queries.one(await this.posting.reverse(id, { maker: actor.id, memo }));
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
