import { COUNTED_TENDERS, type CountedTender, type TenderCount } from '../../domain/cashiering/day-tenders';
import type { FormReader } from '../forms/form-reader';
import { type Refusal, refusalOf } from '../forms/refusal';
import { shortText } from '../forms/short-text';
import type { FormValues } from '../http/posted-form';
import { TENDER_NAMES } from '../pay-invoice/tenders';

const TENDERS: Readonly<Record<string, string>> = {
  ...TENDER_NAMES,
  check: 'Checks',
  external_card: 'Cards on the terminal, HSA/FSA too',
  card: 'Cards through the processor',
};

/** What a means of paying is called at the end of the day. */
export const dayTenderName = (tender: string): string => TENDERS[tender] ?? tender;

/** Where the figure to set against the books comes from. */
export const COUNT_HINTS: Readonly<Record<CountedTender, string>> = {
  check: 'The checks in the drawer, added up.',
  venmo: 'What Venmo’s own statement says for the day.',
  external_card: 'The total of the terminal’s batch report.',
};

export const totalField = (tender: CountedTender): string => `total.${tender}`;
export const reasonField = (tender: CountedTender): string => `reason.${tender}`;

/** What was counted, a blank one was not; or nothing while something in it is wrong. */
export function readTenderCounts(form: FormReader): TenderCount[] | undefined {
  const counts = COUNTED_TENDERS.flatMap((tender): TenderCount[] => {
    const total = form.money(totalField(tender));
    const reason = shortText(form, reasonField(tender));
    if (reason !== undefined && total === undefined) form.reject(totalField(tender), 'Enter what was counted, too.');
    return total ? [{ tender, total, reason }] : [];
  });
  return form.isRight ? counts : undefined;
}

/** What a rule refused about a day, beside the count it is about. */
export function dayRefusal(error: unknown, values: FormValues, counts: readonly TenderCount[]): Refusal {
  const { status, form } = refusalOf(error, values, (pointer) => {
    const [, list, index] = pointer.split('/');
    const count = list === 'counts' ? counts[Number(index)] : undefined;
    return count && reasonField(count.tender);
  });
  const problems = form.problems.map(({ field }) => ({
    field,
    message: `${dayTenderName(field.slice('reason.'.length))}: what was counted is not what the books say. Count again, or say why.`,
  }));
  return { status, form: { ...form, problems } };
}
