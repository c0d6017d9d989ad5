import { invariant } from '../../kernel/invariant';

/** What a report may be told, in the order it is bound. */
export const REPORT_PARAMETERS = [
  'from',
  'to',
  'as_of',
  'known_at',
  'location',
  'provider',
  'payer',
  'tender',
  'service',
  'user',
  'account',
  'group_by',
  'batch',
] as const;

export type ReportParameter = (typeof REPORT_PARAMETERS)[number];

/** Parameters that narrow a report to a part of the books. */
export const REPORT_FILTERS = ['location', 'provider', 'payer', 'tender', 'service', 'user', 'account'] as const;

export type ReportFilter = (typeof REPORT_FILTERS)[number];

/**
 * What a column holds. `cents` are US cents and added up, `balance` are US cents that a sum of would mean nothing, `plain`
 * are US cents of an import file, blank where there are none; `name` names a patient; `word` is a code; the last ones are ids
 * that lead somewhere.
 */
export const COLUMN_TYPES = [
  'text',
  'word',
  'name',
  'date',
  'instant',
  'number',
  'count',
  'cents',
  'balance',
  'plain',
  'account',
  'entry',
  'payment',
  'invoice',
  'visit',
  'patient',
  'remittance',
] as const;

export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface ReportColumn {
  /** As the statement names it. */
  readonly column: string;
  /** As the API names it: `netCents`. */
  readonly key: string;
  readonly type: ColumnType;
  readonly title: string;
}

/** One report: what its SQL file says of itself, and the statement. */
export interface ReportDefinition {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** How its control total is proved. */
  readonly tie: string;
  /** What its control total is held against when it is narrowed; nothing for a report that cannot be. */
  readonly narrowed: string;
  readonly parameters: readonly ReportParameter[];
  readonly groups: readonly string[];
  readonly columns: readonly ReportColumn[];
  /** With `$1 …` for its parameters. */
  readonly statement: string;
  /** What `$1 …` are. */
  readonly bound: readonly ReportParameter[];
}

const SECTION = /^(Parameters|Groups|Columns|Tie|Narrowed):\s*(.*)$/;
const PLACEHOLDER = /:'([a-z_]+)'/g;

const camel = (column: string): string =>
  column.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

const list = (text: string): string[] => text.split(',').flatMap((word) => word.trim() || []);

/** The comment a file opens with, section by section; what stands before the first is its title and summary. */
function sectionsOf(comment: readonly string[]): Map<string, string[]> {
  const sections = new Map<string, string[]>([['', []]]);
  let section = '';
  for (const line of comment) {
    const [, name, rest] = SECTION.exec(line) ?? [];
    if (name) {
      section = name;
      sections.set(section, rest ? [rest] : []);
    } else sections.get(section)?.push(line);
  }
  return sections;
}

function columnOf(name: string, line: string): ReportColumn {
  const [, column = '', type = '', title = ''] = /^\s*(\w+)\s+(\w+)\s+(.+)$/.exec(line) ?? [];
  invariant((COLUMN_TYPES as readonly string[]).includes(type), `report ${name} has a column of no type: ${line}`);
  return { column, key: camel(column), type: type as ColumnType, title };
}

/**
 * Reads the SQL file of a report: the comment at its head says title, parameters, columns with their units, and how it
 * ties; `\` lines are psql's own. The same text runs in psql and, with its variables as parameters, in the service.
 */
export function parseReport(name: string, text: string): ReportDefinition {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('--'));
  const sections = sectionsOf(lines.slice(0, end).map((line) => line.replace(/^-- ?/, '')));
  const [title = '', ...summary] = sections.get('') ?? [];
  const bound: ReportParameter[] = [];
  const statement = lines
    .slice(end)
    .filter((line) => !line.startsWith('\\'))
    .join('\n')
    .replace(PLACEHOLDER, (_all, parameter: ReportParameter) => {
      if (!bound.includes(parameter)) bound.push(parameter);
      return `$${bound.indexOf(parameter) + 1}`;
    })
    .trim();
  const parameters = list((sections.get('Parameters') ?? []).join(' ')) as ReportParameter[];
  const strange = [...bound, ...parameters].find(
    (parameter) =>
      !REPORT_PARAMETERS.includes(parameter) || !parameters.includes(parameter) || !bound.includes(parameter),
  );
  invariant(strange === undefined, `report ${name}: parameter ${strange} is not both told of and used`);
  const narrowed = (sections.get('Narrowed') ?? []).join(' ').trim();
  invariant(
    (narrowed !== '') === REPORT_FILTERS.some((filter) => parameters.includes(filter)),
    `report ${name} has to say how it ties when it is narrowed, if it can be`,
  );
  return {
    name,
    title,
    summary: summary.join(' ').trim(),
    tie: (sections.get('Tie') ?? []).join(' ').trim(),
    narrowed,
    parameters,
    groups: list((sections.get('Groups') ?? []).join(' ')),
    columns: (sections.get('Columns') ?? []).filter((line) => line.trim()).map((line) => columnOf(name, line)),
    statement,
    bound,
  };
}
