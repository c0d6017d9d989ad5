import { Temporal } from 'temporal-polyfill';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Money } from '../../../kernel/money';
import type { PostVisitChargesInput } from '../post-visit-charges';
import type { RecordVisitTimesInput } from '../record-visit-times';
import type { QuoteVisitInput } from '../quote-visit';
import type { VisitsQuery } from '../visits.reader';
import type { PostVisitBody, QuoteLineBody, QuoteVisitBody, VisitsListQuery, VisitTimesBody } from './visit.dto';

function toLine<Line extends QuoteLineBody>({ householdIncomeCents, ...line }: Line) {
  return {
    ...line,
    householdIncome: householdIncomeCents === undefined ? undefined : Money.cents(householdIncomeCents),
  };
}

/** The wire form of a quote as the use case's input. */
export const toQuote = ({ lines, dateOfService, ...body }: QuoteVisitBody): QuoteVisitInput => ({
  ...body,
  dateOfService: parseBusinessDate(dateOfService),
  lines: lines.map(toLine),
});

/** The wire form of a rendered visit as the use case's input. */
export const toVisit = ({ lines, dateOfService, ...body }: PostVisitBody): PostVisitChargesInput => ({
  ...body,
  dateOfService: parseBusinessDate(dateOfService),
  lines: lines.map(toLine),
});

/** The wire form of a visit's times; what is left out stays. */
export const toTimes = ({ doseAt, dischargedAt }: VisitTimesBody): Omit<RecordVisitTimesInput, 'visitId'> => ({
  doseAt: instantOf(doseAt),
  dischargedAt: instantOf(dischargedAt),
});

const instantOf = (text: string | null | undefined): Temporal.Instant | null | undefined =>
  typeof text === 'string' ? Temporal.Instant.from(text) : text;

/** The query string of the list as the reader's query. */
export const toVisitsQuery = ({ on, ...query }: VisitsListQuery): VisitsQuery => ({
  ...query,
  on: on === undefined ? undefined : parseBusinessDate(on),
});
