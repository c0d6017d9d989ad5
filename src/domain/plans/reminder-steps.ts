import { type BusinessDate, compareDates } from '../../kernel/business-date';

/** What happens about money that is late, by days since it was due, rising. */
export interface ReminderPolicy {
  /** The patient is written to after so many days. Empty: nobody ever is. */
  readonly reminderDays: readonly number[];
  /** Then a person calls; 0 is never. */
  readonly callDays: number;
}

/** The step that money has reached. */
export interface ReminderStep {
  /** `1` is the first reminder. The call comes after the last. */
  readonly number: number;
  readonly act: 'remind' | 'call';
  /** The day the step was reached: the same however late it is looked at. */
  readonly reachedOn: BusinessDate;
}

/**
 * The step late money has reached, the last one only: after some days without looking nobody gets three reminders at once.
 * @example due Jan 1, reminders after 3, 10 and 25 days, a call after 40: on Jan 12 it is the second reminder, of Jan 11
 */
export function reminderStep(
  dueOn: BusinessDate,
  today: BusinessDate,
  { reminderDays, callDays }: ReminderPolicy,
): ReminderStep | undefined {
  const steps: ReminderStep[] = reminderDays.map((days, index) => ({
    number: index + 1,
    act: 'remind',
    reachedOn: dueOn.add({ days }),
  }));
  if (callDays > 0) steps.push({ number: steps.length + 1, act: 'call', reachedOn: dueOn.add({ days: callDays }) });
  return steps.filter(({ reachedOn }) => compareDates(reachedOn, today) <= 0).at(-1);
}

/** How many reminders a clinic may send, and how long after. */
export const MOST_REMINDERS = 6;
export const MOST_REMINDER_DAYS = 365;

/** What is wrong with a policy, in words; nothing when it may be stored. */
export function reminderPolicyFault({ reminderDays, callDays }: ReminderPolicy): string | undefined {
  const days = callDays === 0 ? reminderDays : [...reminderDays, callDays];
  if (reminderDays.length > MOST_REMINDERS) return `must name at most ${MOST_REMINDERS} days`;
  if (!days.every((day) => Number.isInteger(day) && day >= 1 && day <= MOST_REMINDER_DAYS))
    return `must be whole days from 1 to ${MOST_REMINDER_DAYS}`;
  return days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0))
    ? undefined
    : 'must rise from one to the next, the call last';
}
