import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';

/** Whom a text must not tell anything about. */
export interface PersonToProtect {
  readonly names: readonly string[];
  readonly dateOfBirth: BusinessDate;
}

/** Why a text may not leave the clinic. */
export type StatementFault = 'name' | 'date_of_birth' | 'health_words' | 'health_code';

const HEALTH_STEMS =
  /ketamin|spravato|psych|therap|depress|anxi|ptsd|trauma|suicid|bipolar|diagnos|symptom|infusion|intramuscular|dose|dosing|prescri|medication|addict|mental/i;
/** ICD-10-CM (`F33.2`), HCPCS (`G2082`, `J0013`) and the CPT ranges of psychiatry, infusion and evaluation (`90791`, `99215`). */
const HEALTH_CODES = /\b(?:[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|[A-V]\d{4}|9(?:0[78]|6[13]|9[2-4])\d{2})\b/;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * What in a text would tell a bank who the patient is or why they came. A processor signs no agreement about health
 * information (DOMAIN.md §12), so such a text is refused, not sent.
 */
export function statementFaults(text: string, person: PersonToProtect): StatementFault[] {
  const { year, month, day } = person.dateOfBirth;
  const births = [
    person.dateOfBirth.toString(),
    `${month}/${day}/${year}`,
    `${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}/${year}`,
  ];
  const isNamed = person.names.some((name) =>
    new RegExp(`(?<![\\p{L}])${escaped(name.trim())}(?![\\p{L}])`, 'iu').test(text),
  );
  return [
    ...(isNamed ? (['name'] as const) : []),
    ...(births.some((birth) => text.includes(birth)) ? (['date_of_birth'] as const) : []),
    ...(HEALTH_STEMS.test(text) ? (['health_words'] as const) : []),
    ...(HEALTH_CODES.test(text) ? (['health_code'] as const) : []),
  ];
}

/** What the books know of a payment for certain. */
export interface StatementFacts {
  readonly paidOn: BusinessDate;
  readonly amount: Money;
  readonly cardLast4: string | null;
  /** The card was saved before, rather than entered for this payment. */
  readonly isSavedCard: boolean;
  readonly invoiceNumber: string | null;
}

/** The words that are sent when nobody writes any: what was paid, when, how and for which bill. Nothing is claimed that is not known. */
export function neutralStatement(facts: StatementFacts): string {
  const card = facts.cardLast4 ? ` with the card ending in ${facts.cardLast4}` : '';
  const how = facts.isSavedCard ? 'which the cardholder had saved' : 'entered on the processor’s secure page';
  const paid = `${facts.amount.format()} was paid on ${facts.paidOn.toString()}${card}, ${how}.`;
  return facts.invoiceNumber ? `${paid} The payment was for invoice ${facts.invoiceNumber}.` : paid;
}
