import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  IDS,
  CommandRoute,
  CreateRoute,
  IdParam,
  IfMatch,
  PageOf,
  ReadRoute,
  ReplaceRoute,
  type Clock,
  type IdSource,
  type Page,
} from '@houtai/service-host';
import {
  CheckInRequest,
  GroundVehicleRequest,
  MoveVehicleRequest,
  RegisterVehicleRequest,
  RenewPapersRequest,
  VehicleFilter,
} from './vehicle.dto';
import { VehicleHistoryEntryView, VehicleHistoryFilter } from './vehicle-history.dto';
import { VehicleHistoryQueries } from './vehicle-history.queries';
import { VehicleQueries } from './vehicle.queries';
import { VehicleStore } from './vehicle.store';
import { VehicleView, viewOf } from './vehicle-view.dto';

@ApiTags('vehicles')
@Controller('api/v1/vehicles')
export class VehicleController {
  constructor(
    private readonly vehicles: VehicleStore,
    private readonly queries: VehicleQueries,
    private readonly histories: VehicleHistoryQueries,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('', {
    access: 'vehicles:write',
    summary: 'Register a vehicle with its papers',
    description: 'Without all required papers in force it joins the fleet out of service.',
    operationId: 'registerVehicle',
    answers: VehicleView,
    problems: ['paper-period-empty', 'branch-unknown', 'vehicle-class-unknown', 'vin-taken', 'plate-taken'],
  })
  async register(@Body() request: RegisterVehicleRequest): Promise<VehicleView> {
    const { vin, plate, classCode, energy, branchId, odometerKm, papers } = request;
    const registration = { id: this.ids.next(), vin, plate, classCode, energy, branchId, odometerKm, papers };
    return viewOf(
      await this.vehicles.create({ type: 'RegisterVehicle', ...registration, at: this.clock.now() }),
    );
  }

  @ReadRoute('', {
    access: 'vehicles:read',
    summary: 'List the vehicles',
    description: 'With life cycle, place, papers and what each is doing at present.',
    operationId: 'listVehicles',
    answers: PageOf(VehicleView),
  })
  list(@Query() query: VehicleFilter): Promise<Page<VehicleView>> {
    return this.queries.list(query);
  }

  @ReadRoute(':id', {
    access: 'vehicles:read',
    summary: 'Show a vehicle',
    description: '`ETag` is the version that changes of its papers have to name.',
    operationId: 'showVehicle',
    answers: VehicleView,
  })
  one(@IdParam() id: string): Promise<VehicleView> {
    return this.queries.one(id);
  }

  @ReadRoute(':id/history', {
    access: 'vehicles:read',
    summary: 'Show every step of a vehicle, the newest first',
    description: 'Each step says what happened, when, and by whom.',
    operationId: 'showVehicleHistory',
    answers: PageOf(VehicleHistoryEntryView),
  })
  history(
    @IdParam() id: string,
    @Query() filter: VehicleHistoryFilter,
  ): Promise<Page<VehicleHistoryEntryView>> {
    return this.histories.of(id, filter);
  }

  @ReplaceRoute(':id/papers', {
    access: 'vehicles:write',
    summary: 'Replace the papers of a vehicle',
    description: 'Lifts a grounding for papers once all are in force; grounds the vehicle when one is not.',
    operationId: 'renewPapers',
    answers: VehicleView,
    ifMatch: 'required',
    problems: ['vehicle-not-in-fleet', 'paper-period-empty'],
  })
  async renewPapers(
    @IdParam() id: string,
    @Body() { papers }: RenewPapersRequest,
    @IfMatch() version: number | undefined,
  ): Promise<VehicleView> {
    const command = { type: 'RenewPapers', papers, at: this.clock.now() } as const;
    return viewOf(await this.vehicles.handle(id, command, { ifMatch: version }));
  }

  @CommandRoute(':id/ground', {
    access: 'vehicles:write',
    summary: 'Take a vehicle out of service',
    description: 'A vehicle on rent stays with its customer and is out of service once it is back.',
    operationId: 'groundVehicle',
    answers: VehicleView,
    problems: ['vehicle-not-in-fleet', 'vehicle-already-grounded', 'expected-back-not-in-future'],
  })
  async ground(
    @IdParam() id: string,
    @Body() { reason, note, expectedBackAt }: GroundVehicleRequest,
  ): Promise<VehicleView> {
    const command = { type: 'GroundVehicle', reason, note, expectedBackAt, at: this.clock.now() } as const;
    return viewOf(await this.vehicles.handle(id, command));
  }

  @CommandRoute(':id/return-to-service', {
    access: 'vehicles:write',
    summary: 'Put a grounded vehicle back into service',
    description: 'All required papers have to be in force.',
    operationId: 'returnToService',
    answers: VehicleView,
    problems: ['vehicle-not-in-fleet', 'vehicle-not-grounded', 'papers-not-in-force'],
  })
  async returnToService(@IdParam() id: string): Promise<VehicleView> {
    return viewOf(await this.vehicles.handle(id, { type: 'ReturnToService', at: this.clock.now() }));
  }

  @CommandRoute(':id/check-in', {
    access: 'vehicles:check-in',
    summary: 'Check a returned vehicle in',
    description: 'Until then a returned vehicle is available to nobody.',
    operationId: 'checkIn',
    answers: VehicleView,
    problems: ['vehicle-not-returned', 'odometer-below-last-reading'],
  })
  async checkIn(
    @IdParam() id: string,
    @Body() { cleaned: _, ...inspection }: CheckInRequest,
  ): Promise<VehicleView> {
    const command = { type: 'CheckIn', ...inspection, at: this.clock.now() } as const;
    return viewOf(await this.vehicles.handle(id, command));
  }

  @CommandRoute(':id/move', {
    access: 'vehicles:move',
    summary: 'Record that a vehicle was taken to another branch',
    description: 'Told on arrival. From then on it serves pick-ups there.',
    operationId: 'moveVehicle',
    answers: VehicleView,
    problems: [
      'vehicle-not-in-fleet',
      'vehicle-on-rent',
      'vehicle-already-there',
      'odometer-below-last-reading',
      'branch-unknown',
    ],
  })
  async move(
    @IdParam() id: string,
    @Body() { branchId, odometerKm }: MoveVehicleRequest,
  ): Promise<VehicleView> {
    const command = { type: 'Move', branchId, odometerKm, at: this.clock.now() } as const;
    return viewOf(await this.vehicles.handle(id, command));
  }

  @CommandRoute(':id/put-on-sale', {
    access: 'vehicles:write',
    summary: 'Put a grounded vehicle on sale',
    description: 'It leaves the rental fleet for good: dispatch promises it no longer.',
    operationId: 'putOnSale',
    answers: VehicleView,
    problems: ['vehicle-not-in-fleet', 'vehicle-on-rent', 'vehicle-not-grounded'],
  })
  async putOnSale(@IdParam() id: string): Promise<VehicleView> {
    return viewOf(await this.vehicles.handle(id, { type: 'PutOnSale', at: this.clock.now() }));
  }

  @CommandRoute(':id/dispose', {
    access: 'vehicles:write',
    summary: 'Record that a vehicle on sale is sold',
    description: 'It has left the company; nothing about it changes any more.',
    operationId: 'disposeOfVehicle',
    answers: VehicleView,
    problems: ['vehicle-not-on-sale'],
  })
  async dispose(@IdParam() id: string): Promise<VehicleView> {
    return viewOf(await this.vehicles.handle(id, { type: 'Dispose', at: this.clock.now() }));
  }
}
