import type { Money } from '../../kernel/money';
import type { ClaimForm, ClaimFormLine } from './claim-form';
import type { Cms1500LineBox } from './cms1500-boxes';
import { x12Name } from './claim-text';

/** `850.00`: dollars and cents, as boxes 24F, 28 and 29 have them. */
export const boxAmount = (amount: Money): string => amount.format().replace(/[^0-9.]/g, '');

const LETTERS = 'ABCDEFGHIJKL';

/** `11 10 26`: six digits in three groups, as 24A wants it. */
function lineDay({ dateOfService }: ClaimFormLine): string {
  const [year = '', month = '', date = ''] = dateOfService.toString().split('-');
  return `${month} ${date} ${year.slice(-2)}`;
}

/** The shaded half of a line: the drug (N4, its number, unit and quantity), else what was given in words (ZZ). */
function supplementOf({ drug, note }: ClaimFormLine): string | undefined {
  if (drug) return `N4${drug.ndc} ${drug.unit}${drug.quantity}`;
  return note === undefined ? undefined : `ZZ${x12Name(note)}`;
}

/** The service lines of one sheet (24). */
export const cms1500Lines = (
  lines: readonly ClaimFormLine[],
  form: ClaimForm,
): Partial<Record<Cms1500LineBox, string>>[] =>
  lines.map((line) => {
    const boxes: Partial<Record<Cms1500LineBox, string | undefined>> = {
      '24.supplement': supplementOf(line),
      '24A.from': lineDay(line),
      '24A.to': lineDay(line),
      '24B': line.placeOfService ?? form.placeOfService,
      '24D': line.procedureCode,
      '24D.modifiers': line.modifiers.join(' '),
      '24E': line.diagnosisPointers.map((place) => LETTERS.charAt(place - 1)).join(''),
      '24F': boxAmount(line.amount),
      '24G': String(line.units),
      '24J': form.rendering?.npi,
    };
    const filled = Object.entries(boxes).filter(([, text]) => text !== undefined && text !== '');
    return Object.fromEntries(filled) as Partial<Record<Cms1500LineBox, string>>;
  });
