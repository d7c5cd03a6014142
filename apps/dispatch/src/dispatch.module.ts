import { Module } from '@nestjs/common';
import { AllocationStore } from './allocation/allocation.store';
import { BindingService } from './allocation/binding.service';
import { SwapService } from './allocation/swap.service';
import { CapacityStore } from './capacity/capacity.store';
import { ChangePlaces } from './capacity/change-places.service';
import { ChangeService } from './capacity/change.service';
import { ConfirmationService, ConfirmationWork } from './capacity/confirmation.service';
import { DispatchStores } from './capacity/dispatch-stores.service';
import { EndingService } from './capacity/ending.service';
import { PlaceFinder } from './capacity/place-finder.service';
import { SubmissionService } from './capacity/submission.service';
import { WhenReservationCancelled } from './capacity/when-reservation-cancelled.consumer';
import { WhenReservationChangeRefused } from './capacity/when-reservation-change-refused.consumer';
import { WhenReservationChangeRequested } from './capacity/when-reservation-change-requested.consumer';
import { WhenReservationChanged } from './capacity/when-reservation-changed.consumer';
import { WhenReservationConfirmed } from './capacity/when-reservation-confirmed.consumer';
import { WhenReservationExpired } from './capacity/when-reservation-expired.consumer';
import { WhenReservationNoShow } from './capacity/when-reservation-no-show.consumer';
import { WhenReservationRejected } from './capacity/when-reservation-rejected.consumer';
import { WhenReservationSubmitted } from './capacity/when-reservation-submitted.consumer';
import { BindNearPickUps } from './due/bind-near-pick-ups.service';
import { ExtendGroundings } from './due/extend-groundings.service';
import { ExtendLateUses } from './due/extend-late-uses.service';
import { RetryConflicts, WaysOut } from './due/retry-conflicts.service';
import { FleetReactions } from './fleet/fleet-reactions.service';
import { FleetViewStore } from './fleet/fleet-view.store';
import { WhenBranchOpened } from './fleet/when-branch-opened.consumer';
import { WhenVehicleClassDefined } from './fleet/when-vehicle-class-defined.consumer';
import { WhenVehicleGrounded } from './fleet/when-vehicle-grounded.consumer';
import { WhenVehiclePapersRenewed } from './fleet/when-vehicle-papers-renewed.consumer';
import { WhenVehicleRegistered } from './fleet/when-vehicle-registered.consumer';
import { WhenVehicleReturnedToService } from './fleet/when-vehicle-returned-to-service.consumer';
import { CAPACITY_PLANNER } from './planning/capacity-planner';
import { GreedyPlanner } from './planning/greedy-planner';
import { PlanStore } from './planning/plan.store';
import { RepairService } from './planning/repair.service';
import { HandoverService } from './rental/handover.service';
import { LatenessService } from './rental/lateness.service';
import { ReturnService } from './rental/return.service';
import { WhenAgreementOpened } from './rental/when-agreement-opened.consumer';
import { WhenAgreementOverdue } from './rental/when-agreement-overdue.consumer';
import { WhenVehicleReturned } from './rental/when-vehicle-returned.consumer';
import { AllocationController } from './views/allocation.controller';
import { AllocationQueries } from './views/allocation.queries';
import { CapacityController } from './views/capacity.controller';
import { CapacityQueries } from './views/capacity.queries';
import { SwapAndShow } from './views/swap-and-show.service';

/** Reactions to what other services tell, by topic. */
const REACTIONS = [
  WhenBranchOpened,
  WhenVehicleClassDefined,
  WhenVehicleRegistered,
  WhenVehiclePapersRenewed,
  WhenVehicleGrounded,
  WhenVehicleReturnedToService,
  WhenReservationSubmitted,
  WhenReservationConfirmed,
  WhenReservationRejected,
  WhenReservationExpired,
  WhenReservationChangeRequested,
  WhenReservationChanged,
  WhenReservationChangeRefused,
  WhenReservationCancelled,
  WhenReservationNoShow,
  WhenAgreementOpened,
  WhenAgreementOverdue,
  WhenVehicleReturned,
];

/** What time makes due; run in this order, so that what is freed or moved can be bound at once. */
const DUE_WORK = [ExtendLateUses, ExtendGroundings, RetryConflicts, BindNearPickUps];

@Module({
  controllers: [...REACTIONS, AllocationController, CapacityController],
  providers: [
    { provide: CAPACITY_PLANNER, useClass: GreedyPlanner },
    PlanStore,
    FleetViewStore,
    CapacityStore,
    AllocationStore,
    DispatchStores,
    FleetReactions,
    PlaceFinder,
    SubmissionService,
    ConfirmationService,
    ConfirmationWork,
    ChangeService,
    ChangePlaces,
    EndingService,
    BindingService,
    SwapService,
    RepairService,
    HandoverService,
    ReturnService,
    LatenessService,
    WaysOut,
    ...DUE_WORK,
    AllocationQueries,
    CapacityQueries,
    SwapAndShow,
  ],
})
export class DispatchModule {}
