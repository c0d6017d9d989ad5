import { Injectable } from '@nestjs/common';
import type { ReportDefinition, ReportFilter as ReportFilterName } from '../../domain/reports/report-definition';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { isUuid } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { ReadReport } from '../../modules/reports/read-report';
import { ReportCatalog } from '../../modules/reports/report-catalog';
import { ReportFiltersReader } from '../../modules/reports/report-filters.reader';
import { FormReader } from '../forms/form-reader';
import { mayOpenOf } from './may-open';
import type { ReportFilter, ReportPageProps } from './report.page';
import { inWords } from './report-words';
import type { BackgroundExport } from './background-form';

/** So that a page stays a page; the file has the rest. */
const MOST_ROWS = 500;

type Asked = Readonly<Record<string, string>>;

/** What the page of a report shows. */
@Injectable()
export class ReportDesk {
  constructor(
    private readonly catalog: ReportCatalog,
    private readonly reports: ReadReport,
    private readonly narrowing: ReportFiltersReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  /** Errors: `report_unknown`, and those of reading it. */
  async show(
    name: string,
    asked: Asked,
  ): Promise<Omit<ReportPageProps, 'shell' | 'background'> & { asked: BackgroundExport['values'] }> {
    const definition = this.catalog.get(name);
    const [today, clinic] = await Promise.all([this.clinics.today(), this.clinics.current()]);
    const asks = definition.parameters.includes('as_of') ? 'day' : 'range';
    const values = withDays(asked, asks, today);
    const form = new FormReader(values);
    const days = { from: form.date('from'), to: form.date('to'), asOf: form.date('asOf') };
    if (days.from && days.to && compareDates(days.from, days.to) > 0) form.reject('to', 'Is before the first day.');
    const filters = filtersOf(await this.narrowing.of(definition), definition.groups);
    const chosen = Object.fromEntries(filters.flatMap(({ name: key }) => (values[key] ? [[key, values[key]]] : [])));
    const account =
      /^\d{4}$/.test(asked['account'] ?? '') && definition.parameters.includes('account')
        ? { account: asked['account'] }
        : {};
    const narrowed = { ...pick(values, asks), ...chosen, ...account };
    const path = `/reports/${name}`;
    return {
      title: definition.title,
      path,
      asks,
      filters,
      form: form.state,
      presets: presetsOf({ path, asks, narrowed: chosen }, today).map((preset) => ({
        ...preset,
        isShown: isPreset(preset.href, values),
      })),
      report: form.isRight ? await this.reports.execute({ name, ...narrowed }, MOST_ROWS) : undefined,
      files: filesOf(definition, narrowed),
      asked: { report: name, ...textsOf(narrowed) },
      context: {
        timeZone: clinic.timeZone,
        from: values['from'] ?? today.with({ day: 1 }).toString(),
        to: values['to'] ?? values['asOf'] ?? today.toString(),
        mayOpen: mayOpenOf(this.authorize),
      },
    };
  }
}

const pick = (values: Asked, asks: 'range' | 'day'): { from?: string; to?: string; asOf?: string } =>
  asks === 'day' ? { asOf: values['asOf'] } : { from: values['from'], to: values['to'] };

/** The days of this month, or today, where nothing was asked. */
function withDays(asked: Asked, asks: 'range' | 'day', today: BusinessDate): Asked {
  if (asks === 'day') return { ...asked, asOf: asked['asOf'] || today.toString() };
  return { ...asked, from: asked['from'] || today.with({ day: 1 }).toString(), to: asked['to'] || today.toString() };
}

const LABELS: Readonly<Record<ReportFilterName, string>> = {
  location: 'Location',
  provider: 'Provider',
  payer: 'Payer',
  tender: 'Means of paying',
  service: 'Service',
  user: 'Person',
  account: 'Account',
};

type Narrowing = Awaited<ReturnType<ReportFiltersReader['of']>>;

/** What the report says it can be narrowed and split by; what there is nothing to choose of is not asked. */
function filtersOf(narrowing: Narrowing, groups: readonly string[]): ReportFilter[] {
  const everyone = { value: '', label: 'All' };
  return [
    ...narrowing.flatMap(({ filter, choices }) =>
      choices.length < (filter === 'location' ? 2 : 1)
        ? []
        : [
            {
              name: filter,
              label: LABELS[filter],
              options: [
                everyone,
                ...choices.map(({ value, label }) => ({ value, label: filter === 'tender' ? inWords(label) : label })),
              ],
            },
          ],
    ),
    ...(groups.length > 0
      ? [
          {
            name: 'groupBy',
            label: 'Split by',
            options: [
              { value: '', label: 'Nothing' },
              ...groups.map((group) => ({ value: group, label: inWords(group) })),
            ],
          },
        ]
      : []),
  ];
}

/** What was asked, without what is empty. */
const textsOf = (query: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== ''),
  );

const href = (path: string, query: object): string => {
  const search = new URLSearchParams(textsOf(query)).toString();
  return search === '' ? path : `${path}?${search}`;
};

/** Other days of what is shown, narrowed as it is. */
function presetsOf(
  { path, asks, narrowed }: { path: string; asks: 'range' | 'day'; narrowed: object },
  today: BusinessDate,
): { href: string; label: string }[] {
  const month = today.with({ day: 1 });
  const before = month.subtract({ months: 1 });
  const quarter = month.subtract({ months: (today.month - 1) % 3 });
  const year = today.with({ month: 1, day: 1 });
  const end = month.subtract({ days: 1 });
  if (asks === 'day')
    return [
      { label: 'Today', href: href(path, { asOf: today.toString(), ...narrowed }) },
      { label: 'End of last month', href: href(path, { asOf: end.toString(), ...narrowed }) },
      { label: 'End of last year', href: href(path, { asOf: year.subtract({ days: 1 }).toString(), ...narrowed }) },
    ];
  const range = (label: string, from: BusinessDate, to: BusinessDate) => ({
    label,
    href: href(path, { from: from.toString(), to: to.toString(), ...narrowed }),
  });
  return [
    range('Today', today, today),
    range('This month', month, today),
    range('Last month', before, end),
    range('This quarter', quarter, today),
    range('This year', year, today),
  ];
}

/** Whether a preset asks for the days that are shown. */
const isPreset = (link: string, values: Asked): boolean =>
  [...new URL(link, 'http://x').searchParams].every(([key, value]) => values[key] === value);

const PROGRAMS: Readonly<Record<string, string>> = {
  'journal-qbo': 'QuickBooks file',
  'journal-xero': 'Xero file',
  'journal-iif': 'IIF file',
};

function filesOf({ name }: ReportDefinition, query: object): { href: string; label: string }[] {
  const file = (format: string) => href(`/v1/reports/${name}`, { ...query, format });
  return [
    { href: file('csv'), label: PROGRAMS[name] ?? 'CSV' },
    { href: file('xlsx'), label: 'Excel' },
  ];
}

/** The texts of an address; a repeated or strange one is left out. */
export const askedOf = (query: unknown): Asked =>
  Object.fromEntries(
    Object.entries((query ?? {}) as Record<string, unknown>).flatMap(([key, value]): [string, string][] => {
      if (typeof value !== 'string' || value.length > 80) return [];
      return ['location', 'provider', 'user'].includes(key) && value !== '' && !isUuid(value) ? [] : [[key, value]];
    }),
  );
