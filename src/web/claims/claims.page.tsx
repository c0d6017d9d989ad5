import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { FormTokens, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import { ClaimsFrame, StateTag } from './claims-frame';
import type { StateWords } from './claim-words';

/** Something a claim waits for, and where it is mended. */
export interface MissingShown {
  readonly what: string;
  readonly href?: string;
}

/** A claim on the list. */
export interface ClaimRowShown {
  readonly id: string;
  readonly controlNumber: string;
  readonly patient: PatientHead;
  readonly payerName: string;
  readonly on: BusinessDate;
  readonly state: StateWords;
  readonly missing: readonly MissingShown[];
  readonly total: Money;
  readonly open: Money;
}

/** One state with how many claims stand in it. */
export interface ClaimFilter {
  readonly href: string;
  readonly label: string;
  readonly count: number;
  readonly isShown: boolean;
}

export interface ClaimsPageProps {
  readonly shell: Shell;
  readonly filters: readonly ClaimFilter[];
  readonly rows: readonly ClaimRowShown[];
  /** How many drafts could be looked over now. */
  readonly drafts: number;
  readonly mayWork: boolean;
  readonly nextHref?: string;
}

/** The claims by state, the newest first, each with what it still waits for. */
export function ClaimsPage({ shell, filters, rows, drafts, mayWork, nextHref }: ClaimsPageProps) {
  return (
    <ClaimsFrame
      shell={shell}
      title="Claims"
      here="/claims"
      actions={
        mayWork && drafts > 0 ? (
          <form method="post" action="/claims/check">
            <FormTokens csrf={shell.csrf} />
            <Button kind="primary">Check what is not ready</Button>
          </form>
        ) : null
      }
    >
      <Card isFlush>
        {filters.length > 1 ? (
          <nav class="filters" aria-label="States of claims">
            {filters.map(({ href, label, count, isShown }) => (
              <a key={href} href={href} aria-current={isShown ? 'true' : undefined}>
                {label} <span class="count">{count}</span>
              </a>
            ))}
          </nav>
        ) : null}
        {rows.length > 0 ? (
          <Claims rows={rows} />
        ) : (
          <EmptyState title="No claims here">
            A visit with a line that goes to insurance makes its own claim.
          </EmptyState>
        )}
      </Card>
      {nextHref ? (
        <p class="more">
          <a href={nextHref}>Older</a>
        </p>
      ) : null}
    </ClaimsFrame>
  );
}

function Claims({ rows }: Pick<ClaimsPageProps, 'rows'>) {
  return (
    <DataTable
      caption="Claims"
      rows={rows}
      keyOf={(row) => `claim-${row.id}`}
      columns={[
        {
          header: 'Claim',
          isRowHeader: true,
          cell: ({ id, controlNumber, patient }) => (
            <>
              <a class="row-link" href={`/claims/${id}`}>
                {controlNumber}
              </a>
              <span class="under">{patient.name}</span>
            </>
          ),
        },
        {
          header: 'For',
          cell: ({ payerName, on }) => (
            <>
              {formatDate(on)}
              <span class="under">{payerName}</span>
            </>
          ),
        },
        { header: 'State', cell: ({ state }) => <StateTag of={state} /> },
        { header: 'Missing', cell: ({ missing }) => <Missing of={missing} /> },
        { header: 'Billed', isAmount: true, cell: ({ total }) => <Amount of={total} /> },
        { header: 'Open', isAmount: true, cell: ({ open }) => <Amount of={open} isZeroQuiet /> },
      ]}
    />
  );
}

function Missing({ of: missing }: { readonly of: readonly MissingShown[] }) {
  if (missing.length === 0) return <span class="quiet">nothing</span>;
  return (
    <ul>
      {missing.map(({ what, href }) => (
        <li key={what}>{href ? <a href={href}>{what}</a> : what}</li>
      ))}
    </ul>
  );
}
