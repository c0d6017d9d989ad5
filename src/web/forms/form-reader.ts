import { Temporal } from 'temporal-polyfill';
import { type BusinessDate, isBusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { isUuid } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import type { FormValues } from '../http/posted-form';
import type { FieldProblem, FormState } from './form-state';
import { MONEY_HELP, parseMoney } from './money-text';

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:00)?$/;

/** What to say when a field is blank. */
interface Needed {
  readonly needed: string;
}

/**
 * Reads typed fields one by one and remembers what is wrong with each. A value asked for and missing is undefined, so
 * that the whole form is read and every problem is told at once.
 */
export class FormReader {
  private readonly problems: FieldProblem[] = [];

  constructor(private readonly values: FormValues) {}

  get isRight(): boolean {
    return this.problems.length === 0;
  }

  /** The form as it was typed with everything found wrong so far. */
  get state(): FormState {
    return { values: this.values, problems: this.problems };
  }

  /** Says that a field is wrong. The first problem of a field is the one shown. */
  reject(field: string, message: string): undefined {
    if (!this.problems.some((problem) => problem.field === field)) this.problems.push({ field, message });
    return undefined;
  }

  /** Trimmed text, or undefined when blank. */
  text(field: string, rule?: Needed): string | undefined {
    const text = (this.values[field] ?? '').trim();
    return text === '' ? this.blank(field, rule) : text;
  }

  isChecked(field: string): boolean {
    return this.values[field] === 'on';
  }

  money(field: string, rule?: Needed): Money | undefined {
    const text = this.text(field, rule);
    if (text === undefined) return undefined;
    return parseMoney(text) ?? this.reject(field, MONEY_HELP);
  }

  date(field: string, rule?: Needed): BusinessDate | undefined {
    const text = this.text(field, rule);
    if (text === undefined) return undefined;
    return isBusinessDate(text) ? parseBusinessDate(text) : this.reject(field, 'That is not a day of the calendar.');
  }

  /** A time of day, to the minute: `09:40`. */
  time(field: string, rule?: Needed): Temporal.PlainTime | undefined {
    const text = this.text(field, rule);
    if (text === undefined) return undefined;
    return TIME.test(text) ? Temporal.PlainTime.from(text) : this.reject(field, 'Write the time as 09:40 or 17:05.');
  }

  /** One of a list of ours. */
  choice<Value extends string>(field: string, values: readonly Value[], rule?: Needed): Value | undefined {
    const text = this.text(field, rule);
    if (text === undefined) return undefined;
    return values.find((value) => value === text) ?? this.reject(field, 'Choose one.');
  }

  /** A whole number in a range. */
  wholeNumber(field: string, range: { readonly min: number; readonly max: number }): number | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= range.min && number <= range.max) return number;
    return this.reject(field, `Write a whole number from ${range.min} to ${range.max}.`);
  }

  /** An id chosen from a list of ours. */
  id<Id extends string>(field: string, rule: Needed): Id | undefined {
    const text = this.text(field, rule);
    if (text === undefined) return undefined;
    return isUuid(text) ? (text.toLowerCase() as Id) : this.reject(field, rule.needed);
  }

  private blank(field: string, rule: Needed | undefined): undefined {
    return rule ? this.reject(field, rule.needed) : undefined;
  }
}
