import { AutopayDesk } from '../plans/autopay-desk';
import { AutopayPageController } from '../plans/autopay.controller';
import { PlanChoices } from '../plans/plan-choices';
import { DisputeDesk } from '../estimates/dispute-desk';
import { EstimateDesk } from '../estimates/estimate-desk';
import { EstimateDisputesController } from '../estimates/estimate-disputes.controller';
import { EstimateOffer } from '../estimates/estimate-offer';
import { EstimatePages } from '../estimates/estimate-pages';
import { EstimatesController } from '../estimates/estimates.controller';
import { NewEstimateController } from '../estimates/new-estimate.controller';
import { BookSeatController } from '../groups/book-seat.controller';
import { CancelGroupController } from '../groups/cancel-group.controller';
import { CompleteGroupController } from '../groups/complete-group.controller';
import { GroupDesk } from '../groups/group-desk';
import { GroupPages } from '../groups/group-pages';
import { GroupsController } from '../groups/groups.controller';
import { NewGroupController } from '../groups/new-group.controller';
import { PaySeatController } from '../groups/pay-seat.controller';
import { SeatDesk } from '../groups/seat-desk';
import { SeatsController } from '../groups/seats.controller';
import { CourseDesk } from '../packages/course-desk';
import { PackageDesk } from '../packages/package-desk';
import { PackagePeople } from '../packages/package-people';
import { PackagesController } from '../packages/packages.controller';
import { PatientPackagesController } from '../packages/patient-packages.controller';
import { PayPackageController } from '../packages/pay-package.controller';
import { SellPackageController } from '../packages/sell-package.controller';
import { AheadTenders } from '../pay-invoice/ahead-tenders';
import { ChangePlanController } from '../plans/change-plan.controller';
import { NewPlanController } from '../plans/new-plan.controller';
import { PlanDesk } from '../plans/plan-desk';
import { PlansController } from '../plans/plans.controller';
import { TodayPeople } from '../today/today-people';
import { WaitingPromises } from '../today/waiting-promises';
import { WaitingWork } from '../today/waiting-work';
import { VisitTimesController } from '../visits/visit-times.controller';

/** Pages of what is agreed ahead: estimates, plans, packages, group seats. */
export const PROMISE_PAGES = {
  controllers: [
    VisitTimesController,
    SellPackageController,
    PatientPackagesController,
    PayPackageController,
    PackagesController,
    NewPlanController,
    ChangePlanController,
    AutopayPageController,
    PlansController,
    NewGroupController,
    BookSeatController,
    PaySeatController,
    SeatsController,
    CompleteGroupController,
    CancelGroupController,
    GroupsController,
    NewEstimateController,
    EstimateDisputesController,
    EstimatesController,
  ],
  providers: [
    TodayPeople,
    WaitingPromises,
    WaitingWork,
    AheadTenders,
    PlanDesk,
    PlanChoices,
    AutopayDesk,
    GroupDesk,
    GroupPages,
    SeatDesk,
    DisputeDesk,
    EstimateDesk,
    EstimateOffer,
    EstimatePages,
    CourseDesk,
    PackageDesk,
    PackagePeople,
  ],
} as const;
