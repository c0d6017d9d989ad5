import { CardDeeds } from '../cards/card-deeds';
import { CardDesk } from '../cards/card-desk';
import { CardsController } from '../cards/cards.controller';
import { DisputeDesk } from '../disputes/dispute-desk';
import { DisputesController } from '../disputes/disputes.controller';
import { ReverseAdjustmentController } from '../invoices/reverse-adjustment.controller';
import { PatientLook } from '../patients/patient-look';
import { TenderChoices } from '../pay-invoice/tender-choices';
import { BankLineDesk } from '../reconciliation/bank-line-desk';
import { BankLinesController } from '../reconciliation/bank-lines.controller';
import { ReconciliationDesk } from '../reconciliation/reconciliation-desk';
import { ReconciliationController } from '../reconciliation/reconciliation.controller';
import { TaskSight } from '../tasks/task-sight';
import { UnclaimedDesk } from '../unclaimed/unclaimed-desk';
import { UnclaimedController } from '../unclaimed/unclaimed.controller';
import { VoidVisitDesk } from '../visits/void-visit-desk';
import { VoidVisitController } from '../visits/void-visit.controller';

/** Pages of saved cards, of money a bank takes back or pays out, and of taking back what was charged. */
export const MONEY_PAGES = {
  controllers: [
    CardsController,
    DisputesController,
    ReverseAdjustmentController,
    BankLinesController,
    UnclaimedController,
    VoidVisitController,
    ReconciliationController,
  ],
  providers: [
    CardDeeds,
    CardDesk,
    DisputeDesk,
    PatientLook,
    TenderChoices,
    BankLineDesk,
    ReconciliationDesk,
    TaskSight,
    UnclaimedDesk,
    VoidVisitDesk,
  ],
} as const;
