import { nameWords } from '../../../domain/patients/name-words';
import type { BusinessDate } from '../../../kernel/business-date';

/** What a patient can be found by. */
export interface Findable {
  readonly firstName: string;
  readonly middleName: string | null;
  readonly lastName: string;
  readonly preferredName: string | null;
  readonly otherNames: readonly string[];
  readonly dateOfBirth: BusinessDate;
  readonly phone: string | null;
}

/** Words of a query beyond these are not looked at. */
export const MAX_TERMS = 6;
const DIGITS_AND_MARKS = /^[0-9()+.#-]+$/;

/** `Nguyễn`, `Zoë` -> `nguyen zoe`: the key of alphabetical lists. */
export const sortNameOf = (patient: { firstName: string; lastName: string }): string =>
  [...nameWords(patient.lastName), ...nameWords(patient.firstName)].join(' ');

/** The digits of a US number without its country code. */
const phoneDigits = (text: string): string =>
  text
    .replace(/^\+1/, '')
    .replace(/\D/g, '')
    .replace(/^1(?=\d{10}$)/, '');

function phoneWords(phone: string): string[] {
  const digits = phoneDigits(phone);
  return [digits, digits.slice(-7), digits.slice(-4)].filter((word) => word.length >= 4);
}

/** Every word a patient is found by, without the account number, which the database gives. */
export function searchWordsOf(patient: Findable): string[] {
  const { firstName, middleName, lastName, preferredName, otherNames, dateOfBirth, phone } = patient;
  const names = [firstName, middleName, lastName, preferredName, ...otherNames].filter((name) => name !== null);
  const iso = dateOfBirth.toString();
  const [year, month, day] = iso.split('-');
  return [
    ...new Set([
      ...names.flatMap(nameWords),
      iso,
      `${month}/${day}/${year}`,
      ...(phone === null ? [] : phoneWords(phone)),
    ]),
  ];
}

/** A date as far as it was typed, in the spelling of the search words; undefined when it is none. */
function dateTerm(piece: string): string | undefined {
  if (/^\d{4}-\d{0,2}(-\d{0,2})?$/.test(piece)) return piece;
  const american = piece.replace(/^(\d{1,2})-(\d{1,2})-(\d{4})$/, '$1/$2/$3');
  if (!/^\d{1,2}\/(\d{0,2}|\d{1,2}\/\d{0,4})$/.test(american)) return undefined;
  const [month = '', day = '', ...year] = american.split('/');
  return [month.padStart(2, '0'), year.length > 0 ? day.padStart(2, '0') : day, ...year].join('/');
}

function termsOfPiece(piece: string): string[] {
  const date = dateTerm(piece);
  if (date) return [date];
  if (DIGITS_AND_MARKS.test(piece)) return [phoneDigits(piece)];
  return nameWords(piece);
}

/**
 * The prefixes a query asks for: every one must be the beginning of some word of the patient. A term that begins another
 * says nothing more and is dropped; the longest six are kept.
 * @example searchTerms('luka Zoë') // ['luka', 'zoe']
 */
export function searchTerms(query: string): string[] {
  const all = [...new Set(query.split(/[\s,;]+/).flatMap(termsOfPiece))].filter((term) => term !== '');
  const telling = all.filter((term) => !all.some((other) => other !== term && other.startsWith(term)));
  return telling.sort((a, b) => b.length - a.length).slice(0, MAX_TERMS);
}

/** The first text in "C" order behind everything that begins with the prefix. */
export const endOfPrefix = (prefix: string): string => `${prefix}\u{10FFFF}`;
