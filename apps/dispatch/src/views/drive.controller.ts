import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  IdParam,
  PageOf,
  ReadRoute,
  RemoveRoute,
  ReplaceRoute,
  type Page,
} from '@houtai/service-host';
import { DriveChanges } from '../relocations/drive-changes.service';
import { DriveFilter, DriveRequest, DriveView } from './drive.dto';
import { DriveQueries } from './drive.queries';

@ApiTags('relocations')
@Controller('api/v1/drives')
export class DriveController {
  constructor(
    private readonly queries: DriveQueries,
    private readonly changes: DriveChanges,
  ) {}

  @ReadRoute('', {
    access: 'drives:read',
    summary: 'List how vehicles are brought from one branch to another',
    description: 'Each direction is an entry of its own, with time and cost.',
    operationId: 'listDrives',
    answers: PageOf(DriveView),
  })
  list(@Query() filter: DriveFilter): Promise<Page<DriveView>> {
    return this.queries.list(filter);
  }

  @ReplaceRoute(':fromBranchId/:toBranchId', {
    access: 'drives:write',
    summary: 'Say how long a vehicle takes from one branch to another and what it costs',
    description:
      'Without any drive no relocation is planned. One way only: the way back is a drive of its own.',
    operationId: 'defineDrive',
    answers: DriveView,
    problems: ['drive-to-itself', 'branch-unknown'],
  })
  async define(
    @IdParam('fromBranchId') fromBranchId: string,
    @IdParam('toBranchId') toBranchId: string,
    @Body() terms: DriveRequest,
    @Actor() actor: Actor,
  ): Promise<DriveView> {
    await this.changes.define({ fromBranchId, toBranchId, ...terms }, actor.name);
    return this.queries.one(fromBranchId, toBranchId);
  }

  @RemoveRoute(':fromBranchId/:toBranchId', {
    access: 'drives:write',
    summary: 'Forget a drive; relocations that are planned already stay',
    description: 'Harmless when there is no such drive.',
    operationId: 'removeDrive',
  })
  remove(
    @IdParam('fromBranchId') fromBranchId: string,
    @IdParam('toBranchId') toBranchId: string,
  ): Promise<void> {
    return this.changes.remove(fromBranchId, toBranchId);
  }
}
