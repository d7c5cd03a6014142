import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  CommandRoute,
  CreateRoute,
  IdParam,
  PageOf,
  ReadRoute,
  type Clock,
  type Page,
} from '@houtai/service-host';
import { AbsenceFilter, RequestAbsenceRequest } from './absence.dto';
import { AbsenceQueries } from './absence.queries';
import { AbsenceStore } from './absence.store';
import { AbsenceView, absenceView } from './absence-view.dto';
import { RequestAbsence } from './request-absence.service';

@ApiTags('absences')
@Controller('api/v1')
export class AbsenceController {
  constructor(
    private readonly requests: RequestAbsence,
    private readonly absences: AbsenceStore,
    private readonly queries: AbsenceQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @CreateRoute('vehicles/:id/absences', {
    access: 'absences:write',
    summary: 'Ask for a vehicle to be away: in the workshop, at an inspection, to be sold',
    description:
      'Dispatch answers soon: it holds one of the candidates, or says what is in the way and when it could be.',
    operationId: 'requestAbsence',
    answers: AbsenceView,
    problems: ['vehicle-not-in-fleet', 'absence-in-past', 'absence-window-empty', 'absence-fixed'],
  })
  async request(@IdParam() id: string, @Body() request: RequestAbsenceRequest): Promise<AbsenceView> {
    return absenceView(await this.requests.request(id, request));
  }

  @ReadRoute('vehicles/:id/absences', {
    access: 'absences:read',
    summary: 'List the absences of a vehicle, the newest first',
    description: 'Those that are over are listed as well.',
    operationId: 'listAbsences',
    answers: PageOf(AbsenceView),
  })
  list(@IdParam() id: string, @Query() filter: AbsenceFilter): Promise<Page<AbsenceView>> {
    return this.queries.ofVehicle(id, filter);
  }

  @ReadRoute('absences/:id', {
    access: 'absences:read',
    summary: 'Show an absence',
    description:
      'With its status and, once dispatch has answered, the time that is held for it or what is in the way.',
    operationId: 'showAbsence',
    answers: AbsenceView,
  })
  one(@IdParam() id: string): Promise<AbsenceView> {
    return this.queries.one(id);
  }

  @CommandRoute('absences/:id/withdraw', {
    access: 'absences:write',
    summary: 'Withdraw an absence that has not begun; its time is free again',
    description: 'Dispatch may promise the vehicle for that time again. One that has begun is ended instead.',
    operationId: 'withdrawAbsence',
    answers: AbsenceView,
    problems: ['absence-over', 'absence-begun'],
  })
  async withdraw(@IdParam() id: string): Promise<AbsenceView> {
    return absenceView(await this.absences.handle(id, { type: 'Withdraw', at: this.clock.now() }));
  }

  @CommandRoute('absences/:id/end', {
    access: 'absences:write',
    summary: 'Record that the vehicle is back before its time; at its time an absence ends by itself',
    description:
      'The rest of the time that was held is free again. One that has not begun is withdrawn instead.',
    operationId: 'endAbsence',
    answers: AbsenceView,
    problems: ['absence-not-held', 'absence-not-begun'],
  })
  async end(@IdParam() id: string): Promise<AbsenceView> {
    return absenceView(await this.absences.handle(id, { type: 'End', at: this.clock.now() }));
  }
}
