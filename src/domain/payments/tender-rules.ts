import type { ErrorCode } from '../../kernel/error-codes';
import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';
import type { TenderType } from './tender-types';

/** A tender as it was entered, before it is taken. */
export interface TenderInput {
  readonly type: TenderType;
  readonly amount: Money;
  /** Cash handed over; the difference to `amount` is change. */
  readonly tendered?: Money;
  /** Check number, Venmo transaction id, or the terminal's reference. */
  readonly reference?: string;
  /** A saved card. */
  readonly paymentMethodId?: string;
  /** What Venmo kept, as its statement says. */
  readonly fee?: Money;
  /** Brand and last four digits the terminal printed, for the receipt. */
  readonly card?: { readonly brand?: string; readonly last4: string };
}

/** What a tender needs in a field; a field it does not name is refused. `unless_card_on_file`: needed without a `paymentMethodId`, refused with one. */
export type FieldRule = 'required' | 'optional' | 'unless_card_on_file';

type TenderField = 'tenderedCents' | 'reference' | 'paymentMethodId' | 'feeCents' | 'card';

/** What each type of tender carries (API.md §3). */
export const TENDER_FIELDS: Readonly<Record<TenderType, Readonly<Partial<Record<TenderField, FieldRule>>>>> = {
  cash: { tenderedCents: 'optional' },
  check: { reference: 'required' },
  venmo: { reference: 'required', feeCents: 'optional' },
  card_on_file: { reference: 'unless_card_on_file', paymentMethodId: 'optional', card: 'optional' },
  hsa_fsa_card: { reference: 'unless_card_on_file', paymentMethodId: 'optional', card: 'optional' },
  external_card: { reference: 'required', card: 'optional' },
  hosted_checkout: {},
  unapplied_credit: {},
};

/** What a tender's `reference` holds, for labels and messages. */
export const REFERENCE_NAME: Readonly<Partial<Record<TenderType, string>>> = {
  check: 'check number',
  venmo: 'Venmo transaction id',
  card_on_file: 'terminal reference',
  hsa_fsa_card: 'terminal reference',
  external_card: 'terminal reference',
};

interface Problem {
  readonly code: ErrorCode;
  readonly pointer: string;
  readonly message: string;
}

/**
 * Refuses tenders whose fields do not fit their type. Pointers are those of the request, e.g. `/tenders/0/reference`.
 *
 * @throws DomainError `tender_total_zero` when nothing is paid; `tender_reference_required` when a reference is missing
 * or blank; `tender_field_not_allowed` for a field the type does not carry; `cash_tendered_too_low` when less cash
 * was handed over than is paid. The first problem gives the code; others with the same code are listed too.
 */
export function checkTenders(tenders: readonly TenderInput[]): void {
  if (Money.sum(tenders.map((tender) => tender.amount)).isZero())
    throw new DomainError('tender_total_zero', { detail: 'A payment is above zero.' });
  const problems = tenders.flatMap((tender, index) => problemsOf(tender, index));
  const [first] = problems;
  if (!first) return;
  throw new DomainError(first.code, {
    detail: first.message,
    errors: problems
      .filter((problem) => problem.code === first.code)
      .map(({ pointer, message }) => ({ pointer, message })),
  });
}

/** The change to hand back for a cash tender: zero unless more was handed over than is paid. */
export function changeDue(tender: TenderInput): Money {
  return tender.type === 'cash' && tender.tendered ? tender.tendered.minus(tender.amount) : Money.ZERO;
}

function problemsOf(tender: TenderInput, index: number): Problem[] {
  const present: Readonly<Record<TenderField, boolean>> = {
    tenderedCents: tender.tendered !== undefined,
    reference: (tender.reference ?? '').trim() !== '',
    paymentMethodId: tender.paymentMethodId !== undefined,
    feeCents: tender.fee !== undefined,
    card: tender.card !== undefined,
  };
  const rules = TENDER_FIELDS[tender.type];
  const problems = (Object.keys(present) as TenderField[]).flatMap((field): Problem[] => {
    const rule = rules[field];
    const pointer = `/tenders/${index}/${field}`;
    const needed = rule === 'required' || (rule === 'unless_card_on_file' && !present.paymentMethodId);
    const refused = rule === undefined || (rule === 'unless_card_on_file' && present.paymentMethodId);
    if (needed && !present[field]) return [missing(tender.type, pointer)];
    return refused && present[field] ? [notAllowed(tender.type, pointer, field)] : [];
  });
  if (tender.type === 'cash' && tender.tendered && tender.amount.isMoreThan(tender.tendered))
    problems.push({
      code: 'cash_tendered_too_low',
      pointer: `/tenders/${index}/tenderedCents`,
      message: `${tender.tendered.format()} in cash does not cover ${tender.amount.format()}.`,
    });
  return problems;
}

const missing = (type: TenderType, pointer: string): Problem => ({
  code: 'tender_reference_required',
  pointer,
  message: `Enter the ${REFERENCE_NAME[type] ?? 'reference'}.`,
});

const notAllowed = (type: TenderType, pointer: string, field: TenderField): Problem => ({
  code: 'tender_field_not_allowed',
  pointer,
  message: `A ${type} tender does not take ${field}.`,
});
