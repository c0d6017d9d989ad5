import { type RefundPart, splitRefund } from '../../domain/payments/split-refund';
import type { TenderType } from '../../domain/payments/tender-types';
import type { TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { RefundPaymentInput } from '../../modules/payments/refund-payment';
import { REFUND_REASONS, type RefundReason } from '../../modules/payments/refund-reasons';
import type { FormReader } from '../forms/form-reader';
import { REFUND_WORDS } from './refund-words';

/** A tender of a payment with what can still be given back on it. */
export interface RefundableTenderShown {
  readonly id: TenderId;
  readonly type: TenderType;
  /** HSA or FSA money, also when it was taken on the web. */
  readonly isHsaFsa: boolean;
  readonly reference?: string;
  readonly remaining: Money;
}

/** A part of a refund as it is planned. */
export interface PlannedPart {
  /** The tender's place in the payment, from 1: names its fields. */
  readonly number: number;
  readonly tender: RefundableTenderShown;
  readonly amount: Money;
}

/** What was asked for on the first form. */
export interface RefundWishTyped {
  readonly reason: RefundReason;
  readonly note?: string;
  readonly parts: readonly PlannedPart[];
}

/** The amount asked back on one tender, on the first form. */
export const partField = (number: number): string => `part.${number}`;
/** The amount planned for one tender, carried on by the review. */
export const planField = (number: number): string => `plan.${number}`;
/** What is written down with the part of one tender. */
export const referenceField = (number: number): string => `reference.${number}`;

const LONGEST_NOTE = 500;

/**
 * Reads the first form and divides the refund among the tenders: as typed, or in proportion to what remains on each.
 * Nothing while something typed is wrong. Errors: those of {@link splitRefund}.
 */
export function readWish(form: FormReader, tenders: readonly RefundableTenderShown[]): RefundWishTyped | undefined {
  const told = readReason(form);
  const amount = form.money('amount');
  const asked = tenders.flatMap(({ id }, index): RefundPart[] => {
    const part = form.money(partField(index + 1));
    return part?.isPositive() ? [{ tenderId: id, amount: part }] : [];
  });
  if (form.isRight && asked.length === 0 && !amount?.isPositive())
    form.reject('amount', 'Enter the amount to give back.');
  if (!form.isRight || !told) return undefined;
  const wish = { amount: amount?.isPositive() ? amount : undefined, tenders: asked.length > 0 ? asked : undefined };
  return { ...told, parts: planned(tenders, splitRefund(tenders, wish)) };
}

/** What the review carried on, with the references; nothing while one is missing. */
export function readPlan(
  form: FormReader,
  tenders: readonly RefundableTenderShown[],
  areReferencesNeeded: boolean,
): (Pick<RefundPaymentInput, 'reason' | 'note' | 'tenders'> & { readonly parts: readonly PlannedPart[] }) | undefined {
  const told = readReason(form);
  const parts = tenders.flatMap((tender, index): PlannedPart[] => {
    const amount = form.money(planField(index + 1));
    return amount?.isPositive() ? [{ number: index + 1, tender, amount }] : [];
  });
  const named = parts.map(({ number, tender, amount }) => {
    const reference = form.text(referenceField(number));
    if (areReferencesNeeded && !reference && needsReference(tender.type))
      form.reject(referenceField(number), `Enter: ${REFUND_WORDS[tender.type].reference ?? 'reference'}.`);
    return { tenderId: tender.id, amount, reference };
  });
  return form.isRight && told && parts.length > 0 ? { ...told, tenders: named, parts } : undefined;
}

function readReason(form: FormReader): { reason: RefundReason; note?: string } | undefined {
  const typed = form.text('reason', { needed: 'Choose why the money is given back.' });
  const reason = REFUND_REASONS.find((known) => known === typed);
  if (!reason) return form.reject('reason', 'Choose why the money is given back.');
  const note = form.text('note');
  if (note && note.length > LONGEST_NOTE) return form.reject('note', `Use at most ${LONGEST_NOTE} characters.`);
  return { reason, note };
}

const needsReference = (type: TenderType): boolean => {
  const { reference, isReferenceOptional = false } = REFUND_WORDS[type];
  return reference !== undefined && !isReferenceOptional;
};

const planned = (tenders: readonly RefundableTenderShown[], parts: readonly RefundPart[]): PlannedPart[] =>
  tenders.flatMap((tender, index) => {
    const amount = Money.sum(parts.filter(({ tenderId }) => tenderId === tender.id).map((part) => part.amount));
    return amount.isPositive() ? [{ number: index + 1, tender, amount }] : [];
  });

/** The form's field of a pointer into the refund; the parts count in the order they were asked for. */
export const refundFieldOf = (pointer: string): string | undefined =>
  pointer === '/amountCents' || pointer.startsWith('/tenders/') ? 'amount' : undefined;
