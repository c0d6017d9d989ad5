import type { ComponentChildren } from 'preact';

/** One column: its head and what it shows of a row. */
export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly isAmount?: boolean;
  /** The cell that names the row for a screen reader. */
  readonly isRowHeader?: boolean;
  /** The head is read but not shown (a column of buttons). */
  readonly isHeaderHidden?: boolean;
}

interface DataTableProps<Row> {
  /** What the table is, for those who cannot see the heading above it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** One cell a column; the last row, set apart. */
  readonly totals?: readonly ComponentChildren[];
  /** `compact`: close lines, for figures. `visits`: on a phone, two short lines a row instead of labeled ones. */
  readonly look?: 'compact' | 'visits';
}

/**
 * A table on a desk, a stack of labeled rows on a phone. The roles are spelled out because a browser forgets what a
 * table is once its display is changed.
 */
export function DataTable<Row>({ caption, columns, rows, keyOf, totals, look }: DataTableProps<Row>) {
  return (
    <table class={look ? `table table-${look}` : 'table'} role="table">
      <caption class="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ header, isAmount, isHeaderHidden }) => (
            <th key={header} role="columnheader" scope="col" class={isAmount ? 'amount' : undefined}>
              <span class={isHeaderHidden ? 'visually-hidden' : undefined}>{header}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" data-rows>
        {rows.map((row) => (
          <tr key={keyOf(row)} id={keyOf(row)} role="row">
            {columns.map((column) => (
              <Cell key={column.header} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
      {totals ? (
        <tfoot role="rowgroup">
          <tr role="row">
            {columns.map(({ header, isAmount, isRowHeader }, index) => (
              <td
                key={header}
                role="cell"
                class={isAmount ? 'amount' : isRowHeader ? 'row-header' : undefined}
                data-label={header}
              >
                {totals[index]}
              </td>
            ))}
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { header, cell, isAmount, isRowHeader, isHeaderHidden } = column;
  if (isRowHeader)
    return (
      <th role="rowheader" scope="row" class="row-header">
        {cell(row)}
      </th>
    );
  return (
    <td role="cell" class={isAmount ? 'amount' : isHeaderHidden ? 'actions' : undefined} data-label={header}>
      {cell(row)}
    </td>
  );
}
