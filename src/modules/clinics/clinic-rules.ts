import { isEin } from '../../domain/clinical-codes/ein';
import { isNpi } from '../../domain/clinical-codes/npi';
import { MOST_INSTALLMENTS } from '../../domain/plans/plan-schedule';
import { reminderPolicyFault } from '../../domain/plans/reminder-steps';
import { isTimeZone } from '../../kernel/business-date';
import { DomainError, type FieldError } from '../../kernel/errors';
import {
  type ClinicPolicies,
  type GroupSeatPolicy,
  INSURANCE_AGING_FROM,
  OFFERABLE_TENDERS,
  SEAT_PREPAYMENTS,
} from './clinic-policies';
import type { LocationView, ProviderView } from './clinic.view';

/** What is checked before a clinic is opened. */
export interface ClinicFacts {
  readonly timeZone: string;
  readonly ein: string;
  readonly npi: string;
  readonly statementDescriptor: string;
  readonly policies: ClinicPolicies;
  readonly locations: readonly Pick<LocationView, 'npi' | 'placeOfService'>[];
  readonly providers: readonly Pick<ProviderView, 'npi'>[];
}

/** 5..22 characters with a letter and without `<>\'"*` (Stripe statement descriptor rules). */
const DESCRIPTOR = /^(?=.*[A-Za-z])[^<>\\'"*]{5,22}$/;

/** Words that would tell a bank or a bystander what the patient is treated with. */
const TELLING = /ketamin|spravato|psych|infusion/i;

const MOST_DUE_DAYS = 365;
const MOST_LIMIT_CENTS = 1_000_000_00;
const PLAN_COUNTS = [
  ['planMaxInstallments', 1, MOST_INSTALLMENTS],
  ['planGraceDays', 0, 60],
] as const;
const LONGEST_TITLE = 80;
const LONGEST_MESSAGE = 500;

function textErrors(pointer: string, text: string, longest: number): FieldError[] {
  if (text.trim() === '' || text.length > longest)
    return [{ pointer, message: `must have 1 to ${longest} characters` }];
  return TELLING.test(text) ? [{ pointer, message: 'must not name a drug or a specialty' }] : [];
}

const SEAT_LIMITS = [
  ['holdMinutes', 1, 10_080],
  ['waitlistHoldMinutes', 1, 10_080],
  ['freeCancellationHours', 0, 720],
] as const;

function seatErrors(seats: GroupSeatPolicy): FieldError[] {
  const errors = SEAT_LIMITS.filter(
    ([limit, least, most]) => !Number.isInteger(seats[limit]) || seats[limit] < least || seats[limit] > most,
  ).map(([limit, least, most]) => ({
    pointer: `/groupSeats/${limit}`,
    message: `must be a whole number from ${least} to ${most}`,
  }));
  if (!SEAT_PREPAYMENTS.includes(seats.prepayment))
    errors.push({ pointer: '/groupSeats/prepayment', message: `must be one of ${SEAT_PREPAYMENTS.join(', ')}` });
  return errors;
}

/** What is wrong with a clinic's policies; empty when they may be stored. */
export function policyErrors(policies: ClinicPolicies): FieldError[] {
  const { offeredTenders, invoiceDueDays, payPage } = policies;
  const limits = [
    'adjustmentApprovalCents',
    'refundApprovalCents',
    'smallBalanceCents',
    'planMinInstallmentCents',
    'planLateFeeCents',
  ] as const;
  const errors: FieldError[] = [];
  if (new Set(offeredTenders).size !== offeredTenders.length || offeredTenders.length === 0)
    errors.push({ pointer: '/offeredTenders', message: 'must name at least one tender, and each only once' });
  if (!offeredTenders.every((tender) => OFFERABLE_TENDERS.includes(tender)))
    errors.push({ pointer: '/offeredTenders', message: `must be among ${OFFERABLE_TENDERS.join(', ')}` });
  if (!Number.isInteger(invoiceDueDays) || invoiceDueDays < 0 || invoiceDueDays > MOST_DUE_DAYS)
    errors.push({ pointer: '/invoiceDueDays', message: `must be a whole number from 0 to ${MOST_DUE_DAYS}` });
  for (const limit of limits)
    if (!Number.isInteger(policies[limit]) || policies[limit] < 0 || policies[limit] > MOST_LIMIT_CENTS)
      errors.push({ pointer: `/${limit}`, message: `must be a whole number of cents from 0 to ${MOST_LIMIT_CENTS}` });
  errors.push(...seatErrors(policies.groupSeats));
  for (const edge of ['fromHour', 'untilHour'] as const) {
    const hour = policies.quietHours[edge];
    if (!Number.isInteger(hour) || hour < 0 || hour > 23)
      errors.push({ pointer: `/quietHours/${edge}`, message: 'must be a full hour from 0 to 23' });
  }
  for (const [field, least, most] of PLAN_COUNTS)
    if (!Number.isInteger(policies[field]) || policies[field] < least || policies[field] > most)
      errors.push({ pointer: `/${field}`, message: `must be a whole number from ${least} to ${most}` });
  const { reminderDays, reminderCallDays: callDays } = policies;
  const fault = reminderPolicyFault({ reminderDays, callDays });
  if (fault) errors.push({ pointer: '/reminderDays', message: fault });
  if (!INSURANCE_AGING_FROM.includes(policies.insuranceAgingFrom))
    errors.push({ pointer: '/insuranceAgingFrom', message: `must be one of ${INSURANCE_AGING_FROM.join(', ')}` });
  errors.push(...textErrors('/payPage/title', payPage.title, LONGEST_TITLE));
  errors.push(...textErrors('/payPage/message', payPage.message, LONGEST_MESSAGE));
  return errors;
}

/** Errors: `validation_failed` naming every wrong field. */
export function assertClinicIsComplete(clinic: ClinicFacts): void {
  const errors: FieldError[] = [];
  if (!isTimeZone(clinic.timeZone)) errors.push({ pointer: '/timeZone', message: 'must be an IANA time zone' });
  if (!isEin(clinic.ein) || clinic.ein.length !== 9)
    errors.push({ pointer: '/ein', message: 'must be nine digits of an EIN' });
  if (!isNpi(clinic.npi)) errors.push({ pointer: '/npi', message: 'must be an NPI with its check digit' });
  if (!DESCRIPTOR.test(clinic.statementDescriptor) || TELLING.test(clinic.statementDescriptor))
    errors.push({
      pointer: '/statementDescriptor',
      message: 'must have 5 to 22 characters, a letter, none of <>\\\'"*, and name no drug or specialty',
    });
  if (clinic.locations.length === 0) errors.push({ pointer: '/locations', message: 'must have at least one location' });
  clinic.locations.forEach(({ npi, placeOfService }, index) => {
    if (npi !== null && !isNpi(npi))
      errors.push({ pointer: `/locations/${index}/npi`, message: 'must be an NPI with its check digit' });
    if (!/^\d{2}$/.test(placeOfService))
      errors.push({ pointer: `/locations/${index}/placeOfService`, message: 'must be two digits' });
  });
  if (clinic.providers.length === 0) errors.push({ pointer: '/providers', message: 'must have at least one provider' });
  clinic.providers.forEach(({ npi }, index) => {
    if (!isNpi(npi))
      errors.push({ pointer: `/providers/${index}/npi`, message: 'must be an NPI with its check digit' });
  });
  errors.push(...policyErrors(clinic.policies).map((error) => ({ ...error, pointer: `/policies${error.pointer}` })));
  if (errors.length > 0) throw new DomainError('validation_failed', { errors });
}
