import type { FormReader } from '../forms/form-reader';
import { type DeskTenderInput, readTenders } from '../pay-invoice/payment-form';
import { amountField, type TenderChoice } from '../pay-invoice/tenders';

/** The tenders that were typed, which may be none; nothing while something typed is wrong. */
export function readTendersIfAny(form: FormReader, offered: readonly TenderChoice[]): DeskTenderInput[] | undefined {
  const isAnyTyped = offered.some(({ type }) => form.text(amountField(type)) !== undefined);
  return isAnyTyped ? readTenders(form, offered) : [];
}
