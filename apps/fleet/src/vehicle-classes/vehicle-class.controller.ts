import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CLOCK, PageFilter, Permit, type Clock, PageOf, type Page } from '@houtai/service-host';
import { DefineVehicleClassRequest, VehicleClassView, viewOf } from './vehicle-class.dto';
import { VehicleClassQueries } from './vehicle-class.queries';
import { VehicleClassStore } from './vehicle-class.store';

@ApiTags('vehicle-classes')
@Controller('api/v1/vehicle-classes')
export class VehicleClassController {
  constructor(
    private readonly classes: VehicleClassStore,
    private readonly queries: VehicleClassQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('vehicle-classes:write')
  @ApiOperation({ summary: 'Define a vehicle class', operationId: 'defineVehicleClass' })
  @ApiCreatedResponse({ type: VehicleClassView })
  async define(@Body() request: DefineVehicleClassRequest): Promise<VehicleClassView> {
    const command = { type: 'DefineVehicleClass', ...request, at: this.clock.now() } as const;
    return viewOf(await this.classes.create(command));
  }

  @Get()
  @Permit('vehicle-classes:read')
  @ApiOperation({ summary: 'List the vehicle classes by rank', operationId: 'listVehicleClasses' })
  @ApiOkResponse({ type: PageOf(VehicleClassView) })
  list(@Query() query: PageFilter): Promise<Page<VehicleClassView>> {
    return this.queries.list(query);
  }
}
