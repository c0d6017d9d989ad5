import { allocatePayment } from '../../domain/payments/allocate-payment';
import { checkTenders, type TenderInput } from '../../domain/payments/tender-rules';
import { parseBusinessDate } from '../../kernel/business-date';
import { type TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import type { FormReader } from '../forms/form-reader';
import { amountField, type DeskTender, referenceField, TENDERED_FIELD, type TenderChoice } from './tenders';

/** A tender as the desk entered it. */
export interface DeskTenderInput extends TenderInput {
  readonly type: DeskTender;
}

/** The tenders with an amount, in the order of the form, or nothing while something typed is wrong. */
export function readTenders(form: FormReader, offered: readonly TenderChoice[]): DeskTenderInput[] | undefined {
  const tenders = offered.flatMap(({ type, limit }): DeskTenderInput[] => {
    const amount = form.money(amountField(type));
    const tendered = type === 'cash' ? form.money(TENDERED_FIELD) : undefined;
    if (!amount?.isPositive()) return [];
    if (limit && amount.isMoreThan(limit)) form.reject(amountField(type), `At most ${limit.format()}.`);
    return [{ type, amount, tendered, reference: form.text(referenceField(type)) }];
  });
  const first = offered[0];
  if (form.isRight && tenders.length === 0 && first)
    form.reject(amountField(first.type), 'Enter the amount of at least one tender.');
  return form.isRight ? tenders : undefined;
}

/**
 * Asks the rules whether the tenders would be taken, so that a no is heard on the review and not at the till.
 * Errors: those of the tender rules and of the allocation.
 */
export function assertWouldBeTaken(tenders: readonly DeskTenderInput[], invoice: InvoiceView): void {
  checkTenders(tenders);
  allocatePayment({
    openCharges: invoice.lines.map((line) => ({
      chargeId: line.chargeId,
      openCents: BigInt(line.openCents),
      hsaFsaEligible: line.hsaFsaEligible,
      rendered: line.isRendered,
      dateOfService: parseBusinessDate(line.dateOfService),
    })),
    tenders: tenders.map(({ type, amount }) => ({ id: type as string as TenderId, type, amount })),
  });
}

/** The cash to hand back. */
export const changeOf = (tenders: readonly DeskTenderInput[]): Money =>
  Money.sum(
    tenders.map(({ amount, tendered }) => (tendered ? Money.max(tendered.minus(amount), Money.ZERO) : Money.ZERO)),
  );

/** The form's field of a pointer into the posted tenders. */
export function tenderFieldOf(pointer: string, tenders: readonly DeskTenderInput[]): string | undefined {
  const [, , index = '', field = ''] = pointer.split('/');
  const type = tenders[Number(index)]?.type;
  if (type === undefined) return undefined;
  if (field === 'tenderedCents') return TENDERED_FIELD;
  return field === 'reference' ? referenceField(type) : amountField(type);
}
