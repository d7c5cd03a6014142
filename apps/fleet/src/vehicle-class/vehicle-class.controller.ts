import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CLOCK, PageFilter, Permit, type Clock, PageOf, type Page } from '@houtai/service-host';
import { defineVehicleClass } from './vehicle-class';
import { DefineVehicleClassRequest, VehicleClassView } from './vehicle-class.dto';
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
    const vehicleClass = defineVehicleClass({ ...request, at: this.clock.now() });
    await this.classes.add(vehicleClass);
    return vehicleClass;
  }

  @Get()
  @Permit('vehicle-classes:read')
  @ApiOperation({ summary: 'List the vehicle classes by rank', operationId: 'listVehicleClasses' })
  @ApiOkResponse({ type: PageOf(VehicleClassView) })
  list(@Query() query: PageFilter): Promise<Page<VehicleClassView>> {
    return this.queries.list(query);
  }
}
