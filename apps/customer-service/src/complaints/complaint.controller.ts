import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  IDS,
  Actor,
  CreateRoute,
  IdParam,
  PageOf,
  ReadRoute,
  ReservationNumbers,
  grants,
  permissionsOf,
  type Clock,
  type IdSource,
  type Page,
} from '@houtai/service-host';
import { ComplaintFilter, ReceiveComplaintRequest } from './complaint.dto';
import { ComplaintQueries } from './complaint.queries';
import { ComplaintStore } from './complaint.store';
import { ComplaintView, viewOf } from './complaint-view.dto';

@ApiTags('complaints')
@Controller('api/v1/complaints')
export class ComplaintController {
  constructor(
    private readonly complaints: ComplaintStore,
    private readonly queries: ComplaintQueries,
    private readonly numbers: ReservationNumbers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('', {
    access: 'complaints:write',
    summary: 'Record a complaint',
    description: 'The severity sets the times within which it has to be answered and solved.',
    operationId: 'receiveComplaint',
    answers: ComplaintView,
    problems: ['not-found'],
  })
  async receive(@Body() request: ReceiveComplaintRequest, @Actor() actor: Actor): Promise<ComplaintView> {
    const { customerId, reservationId: key, branchId, category, severity, description } = request;
    const reservationId = key && (await this.numbers.idOf(key, 'reservation'));
    const intake = { id: this.ids.next(), customerId, reservationId, branchId, category, severity };
    const at = this.clock.now();
    const command = { type: 'ReceiveComplaint', ...intake, description, at, by: actor.id } as const;
    return viewOf(await this.complaints.create(command), at);
  }

  @ReadRoute('', {
    access: 'complaints:read',
    summary: 'List the complaints',
    description: 'Without what people wrote, and with how much time is left for each.',
    operationId: 'listComplaints',
    answers: PageOf(ComplaintView),
  })
  list(@Query() query: ComplaintFilter): Promise<Page<ComplaintView>> {
    return this.queries.list(query, this.clock.now());
  }

  @ReadRoute(':id', {
    access: 'complaints:read',
    summary: 'Show a complaint with its history',
    description: 'What people wrote is shown only to those who handle complaints.',
    operationId: 'showComplaint',
    answers: ComplaintView,
  })
  one(@IdParam() id: string, @Actor() actor: Actor): Promise<ComplaintView> {
    const withTexts = grants(permissionsOf(actor.roles), 'complaints:write');
    return this.queries.one(id, this.clock.now(), withTexts);
  }
}
