import { Module } from '@nestjs/common';
import { AggregateModule } from '@houtai/aggregate';
import { ReservationNumbersModule } from '@houtai/service-host';
import { AbsenceBinding } from './absences/absence-binding.service';
import { AbsenceFinder } from './absences/absence-finder.service';
import { AbsenceService } from './absences/absence.service';
import { WhenFleetAsks } from './absences/when-fleet-asks.consumer';
import { AllocationStore } from './allocations/allocation.store';
import { BindingService } from './allocations/binding.service';
import { RepairService } from './allocations/repair.service';
import { UseService } from './allocations/use.service';
import { AlternativeFinder } from './capacities/alternative-finder.service';
import { CapacityStore } from './capacities/capacity.store';
import { ChangePlaces } from './capacities/change-places.service';
import { ConfirmationService } from './capacities/confirmation.service';
import { PlaceFinder } from './capacities/place-finder.service';
import { RefusedWishStore } from './capacities/refused-wish.store';
import { ReservationLocks } from './capacities/reservation-locks.service';
import { SubmissionService } from './capacities/submission.service';
import { SwapService } from './capacities/swap.service';
import { DispatcherWishes } from './capacities/wishes.service';
import { WhenReservationChanges } from './capacities/when-reservation-changes.consumer';
import { WhenReservationConfirmed } from './capacities/when-reservation-confirmed.consumer';
import { WhenReservationEnded } from './capacities/when-reservation-ended.consumer';
import { WhenReservationSubmitted } from './capacities/when-reservation-submitted.consumer';
import { BranchClosings } from './closings/branch-closings.service';
import { BranchLeaving } from './closings/branch-leaving.service';
import { ClosedPromiseStore } from './closings/closed-promise.store';
import { WhenBranchCloses } from './closings/when-branch-closes.consumer';
import { DriveNetworkStore } from './drives/drive-network.store';
import { DriveStore } from './drives/drive.store';
import { BindNearPickUps } from './due/bind-near-pick-ups.service';
import { EndEscalations } from './due/end-escalations.service';
import { EndKeptFree } from './due/end-kept-free.service';
import { EscalateConflicts } from './due/escalate-conflicts.service';
import { ExtendCheckIns } from './due/extend-check-ins.service';
import { ExtendGroundings } from './due/extend-groundings.service';
import { ExtendLateUses } from './due/extend-late-uses.service';
import { ForgetRefusedWishes } from './due/forget-refused-wishes.service';
import { ForgetWhatIfs } from './due/forget-what-ifs.service';
import { NoticeMissedPickUps } from './due/notice-missed-pick-ups.service';
import { NoticeMissedRelocations } from './due/notice-missed-relocations.service';
import { RePlan } from './due/re-plan.service';
import { RetryConflicts } from './due/retry-conflicts.service';
import { UpgradeNearConflicts } from './due/upgrade-near-conflicts.service';
import { EscalationService } from './escalations/escalation.service';
import { EscalationStore } from './escalations/escalation.store';
import { FleetViewStore } from './fleet/fleet-view.store';
import { KeptFreeStore } from './fleet/kept-free.store';
import { RelocationEnds } from './fleet/relocation-ends.service';
import { VehicleChanges } from './fleet/vehicle-changes.service';
import { VehiclePlaceStore } from './fleet/vehicle-place.store';
import { VehicleViewStore } from './fleet/vehicle-view.store';
import { WhenFleetTells } from './fleet/when-fleet-tells.consumer';
import { CAPACITY_PLANNER } from './planning/capacity-planner';
import { DueHoldStore } from './planning/due-hold.store';
import { StepwisePlanner } from './planning/stepwise-planner';
import { PlanMemory } from './planning/plan-memory.service';
import { PlanStore } from './planning/plan.store';
import { Placing } from './planning/placing.service';
import { RelocationStore } from './planning/relocation.store';
import { DriveChanges } from './relocations/drive-changes.service';
import { ExchangeFinder } from './rental/exchange-finder.service';
import { ExtensionFinder } from './rental/extension-finder.service';
import { AnswerTimer } from './re-planning/answer-timer.service';
import { DispatchPlanStore } from './re-planning/dispatch-plan.store';
import { JointPlanner } from './re-planning/joint-planner.service';
import { MovePromises } from './re-planning/move-promises.service';
import { PlanCopyStore } from './re-planning/plan-copy.store';
import { PlanChanges } from './re-planning/plan-changes.service';
import { RePlanning } from './re-planning/re-planning.service';
import { SpareDrives } from './re-planning/spare-drives.service';
import { HandoverService } from './rental/handover.service';
import { LatenessService } from './rental/lateness.service';
import { UseChangeService } from './rental/use-change.service';
import { UseSpans } from './rental/use-spans.service';
import { PartnerContractStore } from './partners/partner-contract.store';
import { WhenGatewayTellsOfPartners } from './partners/when-gateway-tells-of-partners.consumer';
import { WhenAgreementOpened } from './rental/when-agreement-opened.consumer';
import { WhenAgreementOverdue } from './rental/when-agreement-overdue.consumer';
import { WhenHandoverRefused } from './rental/when-handover-refused.consumer';
import { WhenOrdersAsks } from './rental/when-orders-asks.consumer';
import { WhenVehicleReturned } from './rental/when-vehicle-returned.consumer';
import { AllocationController } from './views/allocation.controller';
import { AllocationQueries } from './views/allocation.queries';
import { CapacityController } from './views/capacity.controller';
import { CapacityQueries } from './views/capacity.queries';
import { ConflictController } from './views/conflict.controller';
import { RefusedWishController } from './views/refused-wish.controller';
import { RefusedWishQueries } from './views/refused-wish.queries';
import { TimelineController } from './views/timeline.controller';
import { TimelineQueries } from './views/timeline.queries';
import { WhatIfController } from './views/what-if.controller';
import { KeptWhatIfController } from './views/kept-what-if.controller';
import { KeptWhatIfQueries } from './views/kept-what-if.queries';
import { DispatchPlanController } from './views/dispatch-plan.controller';
import { DispatchPlanQueries } from './views/dispatch-plan.queries';
import { DriveController } from './views/drive.controller';
import { DriveQueries } from './views/drive.queries';
import { RelocationController } from './views/relocation.controller';
import { RelocationQueries } from './views/relocation.queries';
import { AskWhatIf } from './what-ifs/ask-what-if.service';
import { CommitService } from './what-ifs/commit.service';
import { DecideWhatIf } from './what-ifs/decide-what-if.service';
import { WhatIfTrial } from './what-ifs/what-if-trial.service';
import { WhatIfStore } from './what-ifs/what-if.store';

/** Reactions to what other services tell, by topic. */
const REACTIONS = [
  WhenFleetTells,
  WhenBranchCloses,
  WhenFleetAsks,
  WhenGatewayTellsOfPartners,
  WhenReservationSubmitted,
  WhenReservationConfirmed,
  WhenReservationEnded,
  WhenReservationChanges,
  WhenAgreementOpened,
  WhenAgreementOverdue,
  WhenOrdersAsks,
  WhenHandoverRefused,
  WhenVehicleReturned,
];

/** What time makes due; run in this order, so that what is freed or moved can be bound at once. */
const DUE_WORK = [
  ExtendLateUses,
  ExtendGroundings,
  ExtendCheckIns,
  EndKeptFree,
  NoticeMissedPickUps,
  NoticeMissedRelocations,
  RetryConflicts,
  RePlan,
  UpgradeNearConflicts,
  BindNearPickUps,
  EscalateConflicts,
  EndEscalations,
  ForgetRefusedWishes,
  ForgetWhatIfs,
];

@Module({
  imports: [AggregateModule, ReservationNumbersModule],
  controllers: [
    ...REACTIONS,
    AllocationController,
    CapacityController,
    ConflictController,
    TimelineController,
    WhatIfController,
    KeptWhatIfController,
    DispatchPlanController,
    RefusedWishController,
    DriveController,
    RelocationController,
  ],
  providers: [
    { provide: CAPACITY_PLANNER, useClass: StepwisePlanner },
    DriveNetworkStore,
    DriveStore,
    RelocationStore,
    RelocationEnds,
    DriveChanges,
    PlanMemory,
    PlanStore,
    DueHoldStore,
    Placing,
    AllocationStore,
    BindingService,
    RepairService,
    UseService,
    FleetViewStore,
    VehicleViewStore,
    VehiclePlaceStore,
    KeptFreeStore,
    PartnerContractStore,
    VehicleChanges,
    CapacityStore,
    RefusedWishStore,
    ReservationLocks,
    AlternativeFinder,
    PlaceFinder,
    ClosedPromiseStore,
    BranchLeaving,
    BranchClosings,
    EscalationStore,
    EscalationService,
    SubmissionService,
    ConfirmationService,
    ChangePlaces,
    SwapService,
    DispatcherWishes,
    AbsenceFinder,
    AbsenceBinding,
    AbsenceService,
    HandoverService,
    LatenessService,
    ExtensionFinder,
    ExchangeFinder,
    UseSpans,
    UseChangeService,
    PlanCopyStore,
    JointPlanner,
    AnswerTimer,
    MovePromises,
    SpareDrives,
    PlanChanges,
    DispatchPlanStore,
    RePlanning,
    WhatIfTrial,
    WhatIfStore,
    CommitService,
    AskWhatIf,
    DecideWhatIf,
    ...DUE_WORK,
    AllocationQueries,
    CapacityQueries,
    TimelineQueries,
    KeptWhatIfQueries,
    DispatchPlanQueries,
    RefusedWishQueries,
    DriveQueries,
    RelocationQueries,
  ],
})
export class DispatchModule {}
