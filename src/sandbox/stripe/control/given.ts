import type { ApiParts } from '../http/api';
import { StripeFailure } from '../http/stripe-error';

/** What a control was given: members of a JSON object, or the fields of a form. */
export type Given = Record<string, unknown>;

/** One control: does what it is told and answers what became of it. */
export type Control = (parts: ApiParts, given: Given) => Promise<object>;

/** A control that was told something it does not understand. */
export const bad = (message: string): StripeFailure =>
  new StripeFailure(400, { type: 'invalid_request_error', message });

/** True as JSON has it, or as a form does. */
export const isYes = (value: unknown): boolean => String(value) === 'true';

/**
 * A number of cents, seconds or things.
 * @throws StripeFailure 400 for anything but a whole number from 0 on
 */
export function wholeNumber(given: Given, name: string, largest = 99_999_999): number {
  const value = Number(given[name]);
  if (Number.isInteger(value) && value >= 0 && value <= largest) return value;
  throw bad(`${name}: a whole number from 0 to ${largest}`);
}
