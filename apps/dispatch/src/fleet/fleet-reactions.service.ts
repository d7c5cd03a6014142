import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import { toInstant } from '@houtai/domain-kit';
import type { VehicleGroundedV1 } from '@houtai/event-catalogue';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import type { Span } from '../planning/plan';
import { PlanStore } from '../planning/plan.store';
import { RepairService } from '../planning/repair.service';
import { FleetViewStore, type BranchFacts, type RegisteredVehicle } from './fleet-view.store';

/** Keeps what dispatch knows of the fleet, and the plan in step with it. */
@Injectable()
export class FleetReactions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fleet: FleetViewStore,
    private readonly plans: PlanStore,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async openBranch(branch: BranchFacts): Promise<void> {
    await this.unitOfWork.run((sql) => this.fleet.openBranch(sql, branch));
  }

  async defineClass(classCode: string, name: string, rank: number): Promise<void> {
    await this.unitOfWork.run((sql) => this.fleet.defineClass(sql, classCode, name, rank));
  }

  async register(vehicle: RegisteredVehicle): Promise<void> {
    await this.change(vehicle.vehicleId, [vehicle.classCode], (sql) =>
      this.fleet.registerVehicle(sql, vehicle),
    );
  }

  async renewPapers(vehicleId: string, fit: readonly Span[]): Promise<void> {
    await this.change(vehicleId, [], (sql) => this.fleet.renewPapers(sql, vehicleId, fit));
  }

  async ground({ vehicleId, reason, groundedAt, expectedBackAt }: VehicleGroundedV1): Promise<void> {
    const to = expectedBackAt === undefined ? null : toInstant(expectedBackAt);
    await this.change(vehicleId, [], (sql) =>
      this.fleet.ground(sql, vehicleId, toInstant(groundedAt), to, reason),
    );
  }

  async returnToService(vehicleId: string): Promise<void> {
    await this.change(vehicleId, [], (sql) => this.fleet.returnToService(sql, vehicleId));
  }

  /** Changes a vehicle under the lock of its class; what was planned on it is planned again where it has to be. */
  private async change(
    vehicleId: string,
    classCodes: readonly string[],
    write: (sql: Sql) => Promise<void>,
  ): Promise<void> {
    await this.unitOfWork.run(async (sql) => {
      const known = await this.fleet.classesOf(sql, [vehicleId]);
      await this.plans.lockClasses(sql, [...classCodes, ...known.values()]);
      await write(sql);
      await this.repairs.repairVehicles(sql, [vehicleId], this.clock.now());
    });
  }
}
