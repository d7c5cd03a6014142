import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Actor, IDS, IdParam, Permit, type IdSource, PageOf, type Page } from '@houtai/service-host';
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

  @Post()
  @Permit('ledger:post')
  @ApiOperation({ summary: 'Post an entry by hand', operationId: 'postEntry' })
  @ApiCreatedResponse({ type: EntryView })
  async post(@Body() request: PostEntryRequest, @Actor() actor: Actor): Promise<EntryView> {
    const lines = request.lines.map(({ reservationId, ...line }) => ({ ...line, orderId: reservationId }));
    const { postingDate: day, memo } = request;
    const entryId = await this.posting.post({ causeId: this.ids.next(), day, memo, maker: actor.id, lines });
    return this.queries.one(entryId);
  }

  @Post(':id/reverse')
  @HttpCode(200)
  @Permit('ledger:post')
  @ApiOperation({
    summary: 'Reverse an entry in red (红字冲销)',
    description: 'Answers with the reversal, dated today. An entry is reversed once, a reversal never.',
    operationId: 'reverseEntry',
  })
  @ApiOkResponse({ type: EntryView })
  async reverse(
    @IdParam() id: string,
    @Body() { memo }: ReverseEntryRequest,
    @Actor() actor: Actor,
  ): Promise<EntryView> {
    return this.queries.one(await this.posting.reverse(id, { maker: actor.id, memo }));
  }

  @Get()
  @Permit('ledger:read')
  @ApiOperation({ summary: 'List entries, the newest first', operationId: 'listEntries' })
  @ApiOkResponse({ type: PageOf(EntryView) })
  async list(@Query() filter: EntryFilter): Promise<Page<EntryView>> {
    return this.queries.list(filter);
  }

  @Get(':id')
  @Permit('ledger:read')
  @ApiOperation({ summary: 'Show an entry with its lines', operationId: 'showEntry' })
  @ApiOkResponse({ type: EntryView })
  async one(@IdParam() id: string): Promise<EntryView> {
    return this.queries.one(id);
  }
}
