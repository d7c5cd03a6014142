import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, CreateRoute, PageOf, ReadRoute, type Clock, type Page } from '@houtai/service-host';
import { DefineVehicleClassRequest, VehicleClassFilter, VehicleClassView, viewOf } from './vehicle-class.dto';
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

  @CreateRoute('', {
    access: 'vehicle-classes:write',
    summary: 'Define a vehicle class',
    description: 'Code and rank are unique: an upgrade goes to the next higher rank.',
    operationId: 'defineVehicleClass',
    answers: VehicleClassView,
    problems: ['vehicle-class-exists', 'vehicle-class-rank-taken'],
  })
  async define(@Body() request: DefineVehicleClassRequest): Promise<VehicleClassView> {
    const command = { type: 'DefineVehicleClass', ...request, at: this.clock.now() } as const;
    return viewOf(await this.classes.create(command));
  }

  @ReadRoute('', {
    access: 'vehicle-classes:read',
    partner: 'reference',
    summary: 'List the vehicle classes by rank',
    description: 'The lowest rank first. The code of a class is what quotes and reservations name.',
    operationId: 'listVehicleClasses',
    answers: PageOf(VehicleClassView),
  })
  list(@Query() filter: VehicleClassFilter): Promise<Page<VehicleClassView>> {
    return this.queries.list(filter);
  }
}
