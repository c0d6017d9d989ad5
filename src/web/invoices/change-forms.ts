import { MANUAL_ADJUSTMENT_TYPES, WRITE_OFF_TYPES } from '../../domain/adjustments/adjustment-rules';
import type { AdjustChargeInput } from '../../modules/charges/adjust-charge';
import type { WriteOffInvoiceInput } from '../../modules/charges/write-off-invoice';
import type { FormReader } from '../forms/form-reader';

const LONGEST_REASON = 500;

/** Why something is changed, or nothing while it is blank or too long. */
export function readReason(form: FormReader): string | undefined {
  const reason = form.text('reason', { needed: 'Say in a few words why.' });
  if (reason === undefined || reason.length <= LONGEST_REASON) return reason;
  return form.reject('reason', `Use at most ${LONGEST_REASON} characters.`);
}

/** What is to be taken off a line, or nothing while something typed is wrong. */
export function readAdjustment(form: FormReader): Pick<AdjustChargeInput, 'type' | 'amount' | 'reason'> | undefined {
  const type = readChoice(form, 'type', MANUAL_ADJUSTMENT_TYPES);
  const amount = form.money('amount', { needed: 'Enter the amount to take off.' });
  const reason = readReason(form);
  if (amount?.isZero()) form.reject('amount', 'Enter an amount above zero.');
  return form.isRight && type && amount && reason ? { type, amount, reason } : undefined;
}

/** How a bill is to be given up, or nothing while something typed is wrong. */
export function readWriteOff(form: FormReader): Pick<WriteOffInvoiceInput, 'type' | 'reason'> | undefined {
  const type = readChoice(form, 'type', WRITE_OFF_TYPES);
  const reason = readReason(form);
  return type && reason ? { type, reason } : undefined;
}

/** One of a list of ours. */
export function readChoice<Value extends string>(
  form: FormReader,
  field: string,
  values: readonly Value[],
): Value | undefined {
  const text = form.text(field, { needed: 'Choose one.' });
  return values.find((value) => value === text) ?? form.reject(field, 'Choose one.');
}

/** The form's field of a pointer into the use case's input. */
export const changeFieldOf = (pointer: string): string | undefined =>
  ({ '/type': 'type', '/reason': 'reason' })[pointer];
