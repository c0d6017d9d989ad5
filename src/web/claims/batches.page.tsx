import type { Temporal } from 'temporal-polyfill';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import { FormTokens, type Shell } from '../ui/staff-page';
import { count, formatMoment } from '../ui/text';
import { ClaimsFrame, StateTag } from './claims-frame';
import type { StateWords } from './claim-words';

/** The claims of one payer that could leave now. */
export interface ReadyPayer {
  readonly payerId: string;
  readonly payerName: string;
  readonly claims: number;
  readonly total: Money;
}

/** A file of claims. */
export interface BatchRow {
  readonly id: string;
  readonly fileName: string;
  readonly payerId: string;
  readonly state: StateWords;
  readonly claims: number;
  readonly total: Money;
  readonly createdAt: Temporal.Instant;
}

export interface BatchesPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly ready: readonly ReadyPayer[];
  readonly rows: readonly BatchRow[];
  readonly mayBuild: boolean;
  readonly form: FormState;
  readonly nextHref?: string;
}

/** Files of claims: those that could be made now, and those that were. */
export function BatchesPage(props: BatchesPageProps) {
  const { shell, rows, form, nextHref } = props;
  return (
    <ClaimsFrame shell={shell} title="Files of claims" here="/claims/batches" form={form}>
      <div class="stack">
        <Ready {...props} />
        <Card title="Made" id="batches" isFlush>
          {rows.length > 0 ? <Batches {...props} /> : <EmptyState title="No file was made yet" />}
        </Card>
      </div>
      {nextHref ? (
        <p class="more">
          <a href={nextHref}>Older</a>
        </p>
      ) : null}
    </ClaimsFrame>
  );
}

function Ready({ shell, ready, mayBuild }: BatchesPageProps) {
  return (
    <Card title="Ready to send" id="ready" isFlush={ready.length > 0}>
      {ready.length > 0 ? (
        <ul class="queue">
          {ready.map(({ payerId, payerName, claims, total }) => (
            <li key={payerId}>
              <div class="queue-text">
                <strong>{payerName}</strong>
                <span class="under">{`${payerId}, ${count(claims, 'claim')}`}</span>
              </div>
              <Amount of={total} />
              {mayBuild ? (
                <form method="post" action="/claims/batches" data-once>
                  <FormTokens csrf={shell.csrf} />
                  <input type="hidden" name="payerId" value={payerId} />
                  <Button kind="primary">
                    Make the file<span class="visually-hidden">{` for ${payerName}`}</span>
                  </Button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="Nothing is ready">Check the claims first: what passes is ready for a file.</EmptyState>
      )}
    </Card>
  );
}

function Batches({ rows, timeZone }: BatchesPageProps) {
  return (
    <DataTable
      caption="Files of claims"
      rows={rows}
      keyOf={(row) => `batch-${row.id}`}
      columns={[
        {
          header: 'File',
          isRowHeader: true,
          cell: ({ id, fileName, createdAt }) => (
            <>
              <a class="row-link" href={`/claims/batches/${id}`}>
                {fileName}
              </a>
              <span class="under">{formatMoment(createdAt, timeZone)}</span>
            </>
          ),
        },
        { header: 'Payer', cell: ({ payerId }) => payerId },
        { header: 'State', cell: ({ state }) => <StateTag of={state} /> },
        { header: 'Claims', isAmount: true, cell: ({ claims }) => String(claims) },
        { header: 'Billed', isAmount: true, cell: ({ total }) => <Amount of={total} /> },
      ]}
    />
  );
}
