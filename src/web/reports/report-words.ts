import type { ReportPage as ReportRead } from '../../modules/reports/read-report';
import type { Bar } from '../ui/bar-chart';

/** The reports by what an accountant looks for; a report that is new stands under the last. */
export const REPORT_GROUPS: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  {
    title: 'What was taken',
    names: ['payments-by-tender', 'refunds', 'payout-reconciliation', 'remittance-reconciliation', 'day-sheet'],
  },
  {
    title: 'What was earned',
    names: [
      'charges-by-service',
      'adjustments',
      'sliding-scale-register',
      'deferred-revenue',
      'estimate-variance',
      'kpis',
    ],
  },
  { title: 'What is owed and held', names: ['ar-aging', 'plan-performance', 'unapplied-credits'] },
  {
    title: 'The books',
    names: ['trial-balance', 'general-ledger', 'journal-qbo', 'journal-xero', 'journal-iif', 'audit-log'],
  },
];

/** A code in words: `hosted_checkout` reads `Hosted checkout`. */
export function inWords(code: string): string {
  const words = code.replaceAll('_', ' ').replace(/\bhsa fsa\b/, 'HSA/FSA');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const MOST_BARS = 10;

/** What a chart of a report shows: one bar a row by a column of cents, or one bar a total. */
const CHARTS: Readonly<
  Record<string, { readonly title: string; readonly by?: string; readonly of: readonly string[] }>
> = {
  'ar-aging': {
    title: 'Owed, by age',
    of: ['days0To30Cents', 'days31To60Cents', 'days61To90Cents', 'days91To120Cents', 'daysOver120Cents'],
  },
  'payments-by-tender': { title: 'Taken, by means of paying', by: 'tender', of: ['netCents'] },
  'charges-by-service': { title: 'Charged, by service', by: 'service', of: ['netCents'] },
  'deferred-revenue': {
    title: 'Unearned, from before to the end',
    of: ['openingCents', 'receivedCents', 'earnedCents', 'refundedCents', 'closingCents'],
  },
};

/** The chart of a report, where people look rather than read. */
export function chartOf({
  head,
  rows,
}: ReportRead): { readonly title: string; readonly bars: readonly Bar[] } | undefined {
  const chart = CHARTS[head.report.name];
  if (!chart || head.rowCount === 0) return undefined;
  if (chart.by === undefined) {
    const bars = chart.of.map((key) => ({
      label: head.columns.find((column) => column.key === key)?.title ?? key,
      cents: head.totals[key] ?? 0,
    }));
    return { title: chart.title, bars };
  }
  const place = (key: string | undefined): number => head.columns.findIndex((column) => column.key === key);
  const sums = new Map<string, number>();
  for (const row of rows) {
    const label = inWords(String(row[place(chart.by)] ?? 'other'));
    sums.set(label, (sums.get(label) ?? 0) + Number(row[place(chart.of[0])] ?? 0));
  }
  const bars = [...sums].map(([label, cents]) => ({ label, cents })).sort((a, b) => b.cents - a.cents);
  return { title: chart.title, bars: bars.slice(0, MOST_BARS) };
}
