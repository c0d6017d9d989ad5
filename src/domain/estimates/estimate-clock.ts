import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { addBusinessDays, businessDaysUntil, subtractBusinessDays } from '../calendar/business-days';

/** What started the clock of a Good Faith Estimate. At least one of the two days is known. */
export interface EstimateOccasion {
  /** The day the patient asked what it would cost; any cost question counts. */
  readonly requestedOn?: BusinessDate;
  /** The day the service was scheduled, and for when. */
  readonly scheduled?: { readonly on: BusinessDate; readonly for: BusinessDate };
}

/** By when an estimate must be given, and why. */
export interface EstimateDeadline {
  readonly dueBy: BusinessDate;
  readonly rule: 'requested' | 'scheduled_3_days_ahead' | 'scheduled_10_days_ahead';
}

const DAYS_AFTER_REQUEST = 3;
const AHEAD = [
  { least: 10, within: 3, rule: 'scheduled_10_days_ahead' },
  { least: 3, within: 1, rule: 'scheduled_3_days_ahead' },
] as const;

/**
 * By when a Good Faith Estimate is due: three business days after a request; one after scheduling when the service is at
 * least three business days away, three when it is at least ten. The earliest that applies counts. Undefined when the
 * service was scheduled closer than that and nobody asked.
 *
 * Source: 45 CFR 149.610(b)(1)(i)-(iii); DOMAIN.md §6.
 */
export function estimateDeadline({ requestedOn, scheduled }: EstimateOccasion): EstimateDeadline | undefined {
  const deadlines: EstimateDeadline[] = [];
  if (requestedOn) deadlines.push({ dueBy: addBusinessDays(requestedOn, DAYS_AFTER_REQUEST), rule: 'requested' });
  if (scheduled) {
    const ahead = businessDaysUntil(scheduled.on, scheduled.for);
    const found = AHEAD.find(({ least }) => ahead >= least);
    if (found) deadlines.push({ dueBy: addBusinessDays(scheduled.on, found.within), rule: found.rule });
  }
  return deadlines.sort((a, b) => compareDates(a.dueBy, b.dueBy))[0];
}

/**
 * The last day on which a changed estimate may still be issued for a service (45 CFR 149.610(b)(1)(vii)): one business
 * day before it.
 */
export const lastDayToReissue = (serviceOn: BusinessDate): BusinessDate => subtractBusinessDays(serviceOn, 1);

/** The last day a patient may dispute a bill: 120 calendar days after they received it (45 CFR 149.620(c)(1)). */
export const lastDayToDispute = (firstBilledOn: BusinessDate): BusinessDate => firstBilledOn.add({ days: 120 });
