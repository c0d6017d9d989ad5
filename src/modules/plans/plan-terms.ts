import type { LateFee } from '../../domain/plans/late-fee';
import type { AgreementContent } from '../../domain/plans/plan-agreement';
import type { PlanFrequency, ScheduledInstallment } from '../../domain/plans/plan-schedule';
import type { AgreedPart } from '../../domain/plans/plan-standing';
import type { PlanDisclosures } from '../../domain/plans/truth-in-lending';
import type { BusinessDate } from '../../kernel/business-date';
import type { InvoiceId, PackageId, PatientId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';

/** A package with what is unpaid of it. */
export interface PlannedPackage {
  readonly id: PackageId;
  readonly number: string;
  readonly open: Money;
}

/** What a plan is made over; its open charges are locked. */
export interface PlanSubjectFacts {
  readonly patientId: PatientId;
  readonly patientName: string;
  /** In id order; none where it is a package. */
  readonly invoices: readonly { readonly id: InvoiceId; readonly number: string; readonly open: Money }[];
  readonly package?: PlannedPackage;
  readonly total: Money;
  /** Taken off for paying at once. */
  readonly payInFullDiscount: Money;
}

/** Terms as they are asked for. */
export interface WishedTerms {
  readonly downPayment: Money;
  readonly installments: number;
  readonly frequency: PlanFrequency;
  readonly firstDueOn: BusinessDate;
}

/** Everything that is agreed with new terms, before anybody has agreed. */
export interface PlanDraft {
  readonly today: BusinessDate;
  readonly frequency: PlanFrequency;
  /** The down payment included. */
  readonly total: Money;
  readonly downPayment: Money;
  readonly installments: readonly ScheduledInstallment[];
  /** The down payment as number 0, due today, then the installments. */
  readonly parts: readonly AgreedPart[];
  readonly disclosures: PlanDisclosures;
  readonly graceDays: number;
  readonly lateFee?: LateFee;
  readonly agreement: AgreementContent;
  readonly agreementSha256: string;
}
