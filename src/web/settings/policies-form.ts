import { SEAT_PREPAYMENTS, type ClinicPolicies } from '../../modules/clinics/clinic-policies';
import type { UpdateClinicPoliciesInput } from '../../modules/clinics/update-clinic-policies';
import type { FormReader } from '../forms/form-reader';
import type { FormValues } from '../http/posted-form';
import { Money } from '../../kernel/money';

const WEEK_MINUTES = 10_080;
const NEEDED = 'Enter a number; 0 where there is none.';

/** Fields of whole numbers, with what they may be; the rest of the rules is the clinics room's. */
const NUMBERS = {
  invoiceDueDays: [0, 365],
  planMaxInstallments: [1, 36],
  planGraceDays: [0, 60],
  reminderCallDays: [0, 365],
  quietFrom: [0, 23],
  quietUntil: [0, 23],
  holdMinutes: [1, WEEK_MINUTES],
  waitlistHoldMinutes: [1, WEEK_MINUTES],
  freeCancellationHours: [0, 720],
  unclaimedAfterMonths: [6, 120],
} as const satisfies Record<string, readonly [number, number]>;

/** Fields of amounts. */
const AMOUNTS = [
  'planMinInstallmentCents',
  'planLateFeeCents',
  'adjustmentApprovalCents',
  'refundApprovalCents',
  'smallBalanceCents',
] as const;

const plain = (cents: number): string => Money.cents(cents).format().replace('$', '');

/** The policies as the form shows them. */
export const valuesOf = (policies: ClinicPolicies, version: number): FormValues => ({
  version: String(version),
  ...Object.fromEntries(AMOUNTS.map((name) => [name, plain(policies[name])])),
  invoiceDueDays: String(policies.invoiceDueDays),
  planMaxInstallments: String(policies.planMaxInstallments),
  planGraceDays: String(policies.planGraceDays),
  planLateFeeServiceCode: policies.planLateFeeServiceCode ?? '',
  reminderDays: policies.reminderDays.join(', '),
  reminderCallDays: String(policies.reminderCallDays),
  quietFrom: String(policies.quietHours.fromHour),
  quietUntil: String(policies.quietHours.untilHour),
  prepayment: policies.groupSeats.prepayment,
  holdMinutes: String(policies.groupSeats.holdMinutes),
  waitlistHoldMinutes: String(policies.groupSeats.waitlistHoldMinutes),
  freeCancellationHours: String(policies.groupSeats.freeCancellationHours),
  missedSeatServiceCode: policies.groupSeats.missedSeatServiceCode ?? '',
  unclaimedAfterMonths: String(policies.unclaimedAfterMonths),
});

/** What was typed; nothing while something is wrong. */
export function readPolicies(form: FormReader, values: FormValues): UpdateClinicPoliciesInput | undefined {
  const number = (name: keyof typeof NUMBERS): number => {
    const [min, max] = NUMBERS[name];
    if ((values[name] ?? '').trim() === '') form.reject(name, NEEDED);
    return form.wholeNumber(name, { min, max }) ?? min;
  };
  const amounts = Object.fromEntries(
    AMOUNTS.map((name) => [name, form.money(name, { needed: NEEDED })?.toJSON() ?? 0]),
  ) as Record<(typeof AMOUNTS)[number], number>;
  const policies = {
    ...amounts,
    version: Number(values['version']),
    invoiceDueDays: number('invoiceDueDays'),
    planMaxInstallments: number('planMaxInstallments'),
    planGraceDays: number('planGraceDays'),
    planLateFeeServiceCode: form.text('planLateFeeServiceCode') ?? null,
    reminderDays: readDays(form),
    reminderCallDays: number('reminderCallDays'),
    quietHours: { fromHour: number('quietFrom'), untilHour: number('quietUntil') },
    groupSeats: {
      prepayment: form.choice('prepayment', SEAT_PREPAYMENTS, { needed: 'Choose one.' }) ?? 'optional',
      holdMinutes: number('holdMinutes'),
      waitlistHoldMinutes: number('waitlistHoldMinutes'),
      freeCancellationHours: number('freeCancellationHours'),
      missedSeatServiceCode: form.text('missedSeatServiceCode') ?? null,
    },
    unclaimedAfterMonths: number('unclaimedAfterMonths'),
  };
  return form.isRight ? policies : undefined;
}

/** `3, 10, 25`; blank: nobody is reminded. */
function readDays(form: FormReader): number[] {
  const parts = (form.text('reminderDays') ?? '').split(/[\s,]+/).filter(Boolean);
  if (parts.every((part) => /^\d{1,3}$/.test(part))) return parts.map(Number);
  form.reject('reminderDays', 'Write days such as 3, 10, 25.');
  return [];
}

/** The form's field of a pointer into the policies. */
export function policyFieldOf(pointer: string): string | undefined {
  const [, first = '', second = ''] = pointer.split('/');
  if (first === 'groupSeats') return second;
  if (first === 'quietHours') return second === 'untilHour' ? 'quietUntil' : 'quietFrom';
  return first;
}
