import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { REPORT_FILTERS, type ReportDefinition, type ReportParameter } from '../../domain/reports/report-definition';
import {
  type BusinessDate,
  businessDateOf,
  compareDates,
  isBusinessDate,
  parseBusinessDate,
} from '../../kernel/business-date';
import { formatInstant } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { ClinicsReader } from '../clinics/clinics.reader';
import { ReportFiltersReader } from './report-filters.reader';
import type { ReportQuery, ResolvedQuery } from './report-query';

/** Longer ranges are several reports. */
const MOST_DAYS = 5 * 366;

const FILTERS = [...REPORT_FILTERS, 'batch'] as const;

/**
 * Makes a query whole: days in the clinic's zone, this month unless told, and the moment as of which it is seen.
 *
 * Tx: joins or opens one. Errors: `date_invalid`, `period_invalid`, `report_parameter_invalid`, `location_unknown`,
 * `provider_unknown`.
 */
@Injectable()
export class ResolveReportQuery {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly filters: ReportFiltersReader,
  ) {}

  async execute(report: ReportDefinition, query: ReportQuery): Promise<ResolvedQuery> {
    refuseUnfit(report, query);
    await this.refuseStrangers(query);
    const { timeZone } = await this.clinics.settings();
    const today = await this.clinics.today();
    const known = momentOf(query.asOf);
    const seenOn = known
      ? businessDateOf(known, timeZone)
      : query.asOf === undefined
        ? undefined
        : parseBusinessDate(query.asOf);
    const to = query.to === undefined ? (seenOn ?? today) : parseBusinessDate(query.to);
    const from = query.from === undefined ? to.with({ day: 1 }) : parseBusinessDate(query.from);
    refuseRange(from, to);
    const asOf = (seenOn ?? to).toString();
    const knownAt = known ? formatInstant(known) : null;
    const values: Record<ReportParameter, string> = {
      from: from.toString(),
      to: to.toString(),
      as_of: asOf,
      known_at: knownAt ?? 'infinity',
      location: query.location ?? '',
      provider: query.provider ?? '',
      payer: query.payer ?? '',
      tender: query.tender ?? '',
      service: query.service ?? '',
      user: query.user ?? '',
      account: query.account ?? '',
      group_by: query.groupBy ?? '',
      batch: query.batch ?? '',
    };
    return {
      name: report.name,
      withNames: query.withNames ?? false,
      from: values.from,
      to: values.to,
      asOf,
      knownAt,
      narrowedBy: REPORT_FILTERS.filter((filter) => query[filter] !== undefined && query[filter] !== ''),
      values,
    };
  }

  /** Another clinic's place or person is none of ours, and answers as such. */
  private async refuseStrangers(query: ReportQuery): Promise<void> {
    for (const filter of REPORT_FILTERS) {
      const value = query[filter];
      if (value === undefined || (await this.filters.knows(filter, value))) continue;
      if (filter === 'location')
        throw new DomainError('location_unknown', { detail: 'This clinic has no such location.' });
      if (filter === 'provider')
        throw new DomainError('provider_unknown', { detail: 'This clinic has no such provider.' });
      refuseParameter(filter, `This clinic has no such ${filter}.`);
    }
  }
}

function refuseParameter(name: string, message: string): never {
  throw new DomainError('report_parameter_invalid', {
    detail: message,
    errors: [{ pointer: `/${name}`, message }],
  });
}

function refuseUnfit(report: ReportDefinition, query: ReportQuery): void {
  for (const filter of FILTERS)
    if (query[filter] !== undefined && !report.parameters.includes(filter))
      refuseParameter(filter, `This report cannot be narrowed by ${filter}.`);
  for (const group of query.groupBy?.split(',') ?? [])
    if (!report.groups.includes(group))
      refuseParameter(
        'groupBy',
        report.groups.length > 0
          ? `This report can be split by ${report.groups.join(', ')}.`
          : 'This report cannot be split.',
      );
}

function refuseRange(from: BusinessDate, to: BusinessDate): void {
  if (compareDates(from, to) > 0)
    throw new DomainError('period_invalid', {
      detail: 'The last day is before the first.',
      errors: [{ pointer: '/to', message: 'is before from' }],
    });
  if (from.until(to, { largestUnit: 'days' }).days >= MOST_DAYS)
    throw new DomainError('period_invalid', {
      detail: 'A report spans at most five years. Ask for one after the other.',
      errors: [{ pointer: '/from', message: 'is more than five years before to' }],
    });
}

/** The moment a text names, or nothing when it names a day. Errors: `date_invalid`. */
function momentOf(asOf: string | undefined): Temporal.Instant | undefined {
  if (asOf === undefined || isBusinessDate(asOf)) return undefined;
  try {
    return Temporal.Instant.from(asOf);
  } catch {
    throw new DomainError('date_invalid', {
      detail: 'Write a day as YYYY-MM-DD, or a moment as 2026-03-02T20:00:00Z.',
    });
  }
}
