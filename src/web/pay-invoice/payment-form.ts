import { allocatePayment } from '../../domain/payments/allocate-payment';
import { assertChargeable, isHealthAccount } from '../../domain/payments/saved-card';
import { checkTenders, type TenderInput } from '../../domain/payments/tender-rules';
import { parseBusinessDate } from '../../kernel/business-date';
import { type TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import type { FormReader } from '../forms/form-reader';
import type { CardShown } from '../cards/cards-on-file';
import { amountField, referenceField, TENDERED_FIELD, tenderKey, type TenderChoice } from './tenders';

/** A tender as the desk entered it. */
export interface DeskTenderInput extends TenderInput {
  readonly type: TenderChoice['type'];
}

/** The tenders with an amount, in the order of the form, or nothing while something typed is wrong. */
export function readTenders(form: FormReader, offered: readonly TenderChoice[]): DeskTenderInput[] | undefined {
  const tenders = offered.flatMap((choice): DeskTenderInput[] => {
    const { type, limit, cardId } = choice;
    const field = amountField(tenderKey(choice));
    const amount = form.money(field);
    const tendered = type === 'cash' ? form.money(TENDERED_FIELD) : undefined;
    if (!amount?.isPositive()) return [];
    if (limit && amount.isMoreThan(limit)) form.reject(field, `At most ${limit.format()}.`);
    if (type === 'card_on_file') return [{ type, amount, paymentMethodId: cardId }];
    return [{ type, amount, tendered, reference: form.text(referenceField(type)) }];
  });
  const first = offered[0];
  if (form.isRight && tenders.length === 0 && first)
    form.reject(amountField(tenderKey(first)), 'Enter the amount of at least one tender.');
  return form.isRight ? tenders : undefined;
}

/**
 * Asks the rules whether the tenders would be taken, so that a no is heard on the review and not at the till.
 * Errors: those of the tender rules and of the allocation.
 */
export function assertWouldBeTaken(
  tenders: readonly DeskTenderInput[],
  invoice: InvoiceView,
  cards: readonly CardShown[],
): void {
  checkTenders(tenders);
  const labelOf = (tender: DeskTenderInput) => cards.find(({ id }) => id === tender.paymentMethodId)?.label;
  tenders.forEach((tender, index) => {
    const label = labelOf(tender);
    if (label) assertChargeable(tender, { label, pointer: `/tenders/${index}` });
  });
  allocatePayment({
    openCharges: invoice.lines.map((line) => ({
      chargeId: line.chargeId,
      openCents: BigInt(line.openCents),
      hsaFsaEligible: line.hsaFsaEligible,
      rendered: line.isRendered,
      dateOfService: parseBusinessDate(line.dateOfService),
    })),
    tenders: tenders.map((tender) => {
      const label = labelOf(tender);
      const spendsHsaFsa = label && isHealthAccount(label);
      return { ...tender, id: keyOf(tender) as TenderId, spendsHsaFsa };
    }),
  });
}

/** The cash to hand back. */
export const changeOf = (tenders: readonly DeskTenderInput[]): Money =>
  Money.sum(
    tenders.map(({ amount, tendered }) => (tendered ? Money.max(tendered.minus(amount), Money.ZERO) : Money.ZERO)),
  );

const keyOf = ({ type, paymentMethodId }: DeskTenderInput): string => tenderKey({ type, cardId: paymentMethodId });

/** The form's field of a pointer into the posted tenders; one to a whole tender is its amount's. */
export function tenderFieldOf(pointer: string, tenders: readonly DeskTenderInput[]): string | undefined {
  const [, , index = '', field = ''] = pointer.split('/');
  const tender = tenders[Number(index)];
  if (tender === undefined) return undefined;
  if (field === 'tenderedCents') return TENDERED_FIELD;
  return field === 'reference' && tender.type !== 'card_on_file'
    ? referenceField(tender.type)
    : amountField(keyOf(tender));
}
