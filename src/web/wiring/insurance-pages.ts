import { AcknowledgementPagesController } from '../claims/acknowledgements.controller';
import { BatchDesk } from '../claims/batch-desk';
import { BatchPagesController } from '../claims/batches.controller';
import { BillPatientController } from '../claims/bill-patient.controller';
import { ClaimDeeds } from '../claims/claim-deeds';
import { ClaimDeedsController } from '../claims/claim-deeds.controller';
import { ClaimDeedPages } from '../claims/claim-deed-pages';
import { ClaimDesk } from '../claims/claim-desk';
import { ClaimListDesk } from '../claims/claim-list-desk';
import { ClaimSettingsPagesController } from '../claims/claim-settings.controller';
import { ClaimPagesController } from '../claims/claims.controller';
import { NextPlanController } from '../claims/next-plan.controller';
import { NextPlanDeeds } from '../claims/next-plan-deeds';
import { PaperPagesController } from '../claims/paper.controller';
import { AuthorizationsController } from '../coverage/authorizations.controller';
import { CollectToday } from '../coverage/collect-today';
import { CoverageDesk } from '../coverage/coverage-desk';
import { CoveragePagesController } from '../coverage/coverage.controller';
import { ElectionsController } from '../coverage/elections.controller';
import { EligibilityDesk } from '../coverage/eligibility-desk';
import { EligibilityPagesController } from '../coverage/eligibility.controller';
import { PlacingDesk } from '../remittances/placing-desk';
import { PlacingPagesController } from '../remittances/placing.controller';
import { RemittancePagesDesk } from '../remittances/remittance-desk';
import { RemittancePageController } from '../remittances/remittance.controller';
import { RemittancePagesController } from '../remittances/remittances.controller';
import { PolicyPagesController } from '../routing/policies.controller';
import { RoutingDesk } from '../routing/routing-desk';
import { RoutingPagesController } from '../routing/routing.controller';

/** Pages of insurance: coverage, claims, files of payers. */
export const INSURANCE_PAGES = {
  controllers: [
    CoveragePagesController,
    AuthorizationsController,
    ElectionsController,
    EligibilityPagesController,
    AcknowledgementPagesController,
    BatchPagesController,
    ClaimSettingsPagesController,
    BillPatientController,
    ClaimDeedsController,
    NextPlanController,
    PaperPagesController,
    PolicyPagesController,
    RoutingPagesController,
    ClaimPagesController,
    PlacingPagesController,
    RemittancePageController,
    RemittancePagesController,
  ],
  providers: [
    CoverageDesk,
    CollectToday,
    EligibilityDesk,
    ClaimDesk,
    ClaimListDesk,
    ClaimDeedPages,
    NextPlanDeeds,
    BatchDesk,
    RemittancePagesDesk,
    PlacingDesk,
    RoutingDesk,
    ClaimDeeds,
  ],
} as const;
