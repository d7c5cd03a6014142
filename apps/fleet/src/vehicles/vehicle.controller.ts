import { Body, Controller, Get, HttpCode, Inject, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  IDS,
  IdParam,
  IfMatch,
  Permit,
  type Clock,
  type IdSource,
  PageOf,
  type Page,
} from '@houtai/service-host';
import {
  CheckInRequest,
  GroundVehicleRequest,
  RegisterVehicleRequest,
  RenewPapersRequest,
  VehicleFilter,
} from './vehicle.dto';
import { VehicleQueries } from './vehicle.queries';
import { VehicleStore } from './vehicle.store';
import { VehicleView, viewOf } from './vehicle-view.dto';

@ApiTags('vehicles')
@Controller('api/v1/vehicles')
export class VehicleController {
  constructor(
    private readonly vehicles: VehicleStore,
    private readonly queries: VehicleQueries,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @Post()
  @Permit('vehicles:write')
  @ApiOperation({
    summary: 'Register a vehicle with its papers',
    description: 'Without all required papers in force it joins the fleet out of service.',
    operationId: 'registerVehicle',
  })
  @ApiCreatedResponse({ type: VehicleView })
  async register(@Body() request: RegisterVehicleRequest): Promise<VehicleView> {
    const { vin, plate, classCode, energy, branchId, odometerKm, papers } = request;
    const registration = { id: this.ids.next(), vin, plate, classCode, energy, branchId, odometerKm, papers };
    return viewOf(
      await this.vehicles.create({ type: 'RegisterVehicle', ...registration, at: this.clock.now() }),
    );
  }

  @Get()
  @Permit('vehicles:read')
  @ApiOperation({ summary: 'List the vehicles', operationId: 'listVehicles' })
  @ApiOkResponse({ type: PageOf(VehicleView) })
  list(@Query() query: VehicleFilter): Promise<Page<VehicleView>> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Permit('vehicles:read')
  @ApiOperation({ summary: 'Show a vehicle', operationId: 'showVehicle' })
  @ApiOkResponse({ type: VehicleView })
  one(@IdParam() id: string): Promise<VehicleView> {
    return this.queries.one(id);
  }

  @Put(':id/papers')
  @Permit('vehicles:write')
  @ApiOperation({
    summary: 'Replace the papers of a vehicle',
    description: 'Lifts a grounding for papers once all are in force; grounds the vehicle when one is not.',
    operationId: 'renewPapers',
  })
  @ApiOkResponse({ type: VehicleView })
  async renewPapers(
    @IdParam() id: string,
    @Body() { papers }: RenewPapersRequest,
    @IfMatch({ required: true }) version: number | undefined,
  ): Promise<VehicleView> {
    const command = { type: 'RenewPapers', papers, at: this.clock.now() } as const;
    return viewOf(await this.vehicles.handle(id, command, { ifMatch: version }));
  }

  @Post(':id/ground')
  @HttpCode(200)
  @Permit('vehicles:write')
  @ApiOperation({
    summary: 'Take a vehicle out of service',
    description: 'A vehicle on rent stays with its customer and is out of service once it is back.',
    operationId: 'groundVehicle',
  })
  @ApiOkResponse({ type: VehicleView })
  async ground(
    @IdParam() id: string,
    @Body() { reason, note, expectedBackAt }: GroundVehicleRequest,
  ): Promise<VehicleView> {
    const command = { type: 'GroundVehicle', reason, note, expectedBackAt, at: this.clock.now() } as const;
    return viewOf(await this.vehicles.handle(id, command));
  }

  @Post(':id/return-to-service')
  @HttpCode(200)
  @Permit('vehicles:write')
  @ApiOperation({ summary: 'Put a grounded vehicle back into service', operationId: 'returnToService' })
  @ApiOkResponse({ type: VehicleView })
  async returnToService(@IdParam() id: string): Promise<VehicleView> {
    return viewOf(await this.vehicles.handle(id, { type: 'ReturnToService', at: this.clock.now() }));
  }

  @Post(':id/check-in')
  @HttpCode(200)
  @Permit('vehicles:check-in')
  @ApiOperation({
    summary: 'Check a returned vehicle in',
    description: 'Until then a returned vehicle is available to nobody.',
    operationId: 'checkIn',
  })
  @ApiOkResponse({ type: VehicleView })
  async checkIn(@IdParam() id: string, @Body() _request: CheckInRequest): Promise<VehicleView> {
    return viewOf(await this.vehicles.handle(id, { type: 'CheckIn', at: this.clock.now() }));
  }

  @Post(':id/put-on-sale')
  @HttpCode(200)
  @Permit('vehicles:write')
  @ApiOperation({ summary: 'Put a grounded vehicle on sale', operationId: 'putOnSale' })
  @ApiOkResponse({ type: VehicleView })
  async putOnSale(@IdParam() id: string): Promise<VehicleView> {
    return viewOf(await this.vehicles.handle(id, { type: 'PutOnSale', at: this.clock.now() }));
  }

  @Post(':id/dispose')
  @HttpCode(200)
  @Permit('vehicles:write')
  @ApiOperation({ summary: 'Record that a vehicle on sale is sold', operationId: 'disposeOfVehicle' })
  @ApiOkResponse({ type: VehicleView })
  async dispose(@IdParam() id: string): Promise<VehicleView> {
    return viewOf(await this.vehicles.handle(id, { type: 'Dispose', at: this.clock.now() }));
  }
}
