import { parseBusinessDate } from '../../kernel/business-date';
import { fromDate } from '../../kernel/clock';
import { Money } from '../../kernel/money';
import { TENDER_ACCOUNT } from '../../domain/ledger/recipes';
import { TENDER_TYPES } from '../../domain/payments/tender-types';
import type { ColumnType, ReportColumn } from '../../domain/reports/report-definition';
import type { Cell } from '../../modules/reports/report-result';
import { Amount } from '../ui/amount';
import { formatDate, formatMoment } from '../ui/text';
import type { MayOpen } from './may-open';
import { inWords } from './report-words';

/** Who looks, and at which days: what a cell may lead to. */
export interface CellContext {
  readonly timeZone: string;
  readonly from: string;
  readonly to: string;
  readonly mayOpen: MayOpen;
}

const AMOUNTS: readonly ColumnType[] = ['cents', 'balance', 'plain'];
const NUMBERS: readonly ColumnType[] = ['count', 'number'];

/** Whether a column is read as figures, to the right. */
export const isFigure = ({ type }: ReportColumn): boolean => AMOUNTS.includes(type) || NUMBERS.includes(type);

const LINKS: Partial<Record<ColumnType, { readonly href: string; readonly word: string }>> = {
  entry: { href: '/entries/', word: 'Entry' },
  payment: { href: '/payments/', word: 'Payment' },
  invoice: { href: '/invoices/', word: 'Bill' },
  patient: { href: '/patients/', word: 'Account' },
  visit: { href: '/visits/', word: 'Visit' },
  remittance: { href: '/remittances/', word: 'Remittance' },
};

const isGuarded = (type: ColumnType): type is keyof MayOpen => ['patient', 'visit', 'remittance'].includes(type);

/** A cell as people read it; an id leads to what it names. */
export function ReportCell({
  cell,
  column,
  context,
}: {
  readonly cell: Cell;
  readonly column: ReportColumn;
  readonly context: CellContext;
}) {
  const { type } = column;
  if (cell === null) return <span class="quiet">–</span>;
  if (typeof cell === 'number') {
    if (AMOUNTS.includes(type)) return <Amount of={Money.cents(cell)} isZeroQuiet />;
    if (type === 'account') return <a href={ledgerHref(cell, context)}>{cell}</a>;
    return <>{cell}</>;
  }
  if (isGuarded(type) && !context.mayOpen[type])
    return <span class="quiet">{type === 'patient' ? '–' : cell.slice(0, 8)}</span>;
  const link = LINKS[type];
  if (link) return <a href={`${link.href}${cell}`}>{link.word}</a>;
  if (type === 'date') return <span class="day">{formatDate(parseBusinessDate(cell))}</span>;
  if (type === 'instant') return <>{formatMoment(fromDate(new Date(cell)), context.timeZone)}</>;
  const tender = column.key === 'tender' ? TENDER_TYPES.find((one) => one === cell) : undefined;
  if (tender) return <a href={ledgerHref(TENDER_ACCOUNT[tender], context)}>{inWords(cell)}</a>;
  return <>{type === 'word' ? inWords(cell) : cell}</>;
}

/** The entries behind an account's figure. */
export const ledgerHref = (account: number, { from, to }: Pick<CellContext, 'from' | 'to'>): string =>
  `/reports/general-ledger?account=${account}&from=${from}&to=${to}`;
