import type { Temporal } from 'temporal-polyfill';
import { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, DefinitionList } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { formatDate, formatMoment } from '../ui/text';
import type { BatchRow } from './batches.page';
import { StateTag } from './claims-frame';
import type { ClaimRowShown } from './claims.page';

export interface BatchPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly batch: BatchRow;
  readonly controlNumber: number;
  readonly sha256: string;
  readonly sentAt?: Temporal.Instant;
  /** In the order of the file. */
  readonly claims: readonly ClaimRowShown[];
  readonly mayDownload: boolean;
}

/** One file of claims: where it stands, and what became of each claim in it. */
export function BatchPage({
  shell,
  timeZone,
  batch,
  controlNumber,
  sha256,
  sentAt,
  claims,
  mayDownload,
}: BatchPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/claims"
      title={`File ${batch.fileName}`}
      heading={
        <>
          File {controlNumber} <StateTag of={batch.state} />
        </>
      }
      back={{ href: '/claims/batches', label: 'Files of claims' }}
      lead={<p class="quiet">{batch.fileName}</p>}
      actions={
        mayDownload ? (
          <>
            <ButtonLink href="/claims/acknowledgements">Take in an answer</ButtonLink>
            <ButtonLink href={`/v1/claim-batches/${batch.id}.837`} kind="primary">
              Download (.837)
            </ButtonLink>
          </>
        ) : null
      }
    >
      <div class="columns columns-main">
        <Card title="Claims in it" id="claims" isFlush>
          <BatchedClaims claims={claims} />
        </Card>
        <Card title="About it" id="about">
          <DefinitionList
            items={[
              { term: 'Payer', value: batch.payerId },
              { term: 'Made', value: formatMoment(batch.createdAt, timeZone) },
              { term: 'At the clearinghouse', value: sentAt ? formatMoment(sentAt, timeZone) : 'not yet' },
              { term: 'SHA-256', value: <span class="link-url">{sha256}</span> },
            ]}
          />
        </Card>
      </div>
    </StaffPage>
  );
}

function BatchedClaims({ claims }: Pick<BatchPageProps, 'claims'>) {
  return (
    <DataTable
      caption="Claims in this file"
      rows={claims}
      keyOf={(row) => `claim-${row.id}`}
      totals={['Total', '', '', <Amount of={Money.sum(claims.map(({ total }) => total))} />]}
      columns={[
        {
          header: 'Claim',
          isRowHeader: true,
          cell: ({ id, controlNumber: number, patient }) => (
            <>
              <a class="row-link" href={`/claims/${id}`}>
                {number}
              </a>
              <span class="under">{patient.name}</span>
            </>
          ),
        },
        { header: 'Visit', cell: ({ on }) => formatDate(on) },
        { header: 'State', cell: ({ state }) => <StateTag of={state} /> },
        { header: 'Billed', isAmount: true, cell: ({ total }) => <Amount of={total} /> },
      ]}
    />
  );
}
