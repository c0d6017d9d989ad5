import { compareDates, parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import type { IssueSuperbillInput } from '../issue-superbill';
import type { IssueSuperbillBody } from './superbill.dto';

/**
 * The wire form as the use case's input. Errors: `validation_failed` unless exactly one of `visitIds` and `from` with
 * `to` is given, the days in their order.
 */
export function toSuperbillInput(body: IssueSuperbillBody): IssueSuperbillInput {
  const { visitIds, from, to, ...rest } = body;
  if (visitIds) {
    if (from !== undefined || to !== undefined) throw refusal('/visitIds', 'give either visitIds or from and to');
    return { ...rest, visitIds };
  }
  if (from === undefined) throw refusal(to === undefined ? '/visitIds' : '/from', 'give visitIds, or from and to');
  if (to === undefined) throw refusal('/to', 'give the last day too');
  const period = { from: parseBusinessDate(from), to: parseBusinessDate(to) };
  if (compareDates(period.from, period.to) > 0) throw refusal('/to', 'must not be before from');
  return { ...rest, ...period };
}

const refusal = (pointer: string, message: string): DomainError =>
  new DomainError('validation_failed', { errors: [{ pointer, message }] });
