import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card, type Definition, DefinitionList, EmptyState } from '../ui/layout';
import { Tag, type Tone } from '../ui/status-badge';

/** A plan of the patient. */
export interface CoverageShown {
  readonly id: string;
  readonly payerName: string;
  readonly network: string;
  readonly isInNetwork: boolean;
  readonly isInEffect: boolean;
  readonly facts: readonly Definition[];
  /** What its payer last said of each benefit it was asked about. */
  readonly said: readonly SaidShown[];
}

/** What a payer last said of a benefit. */
export interface SaidShown {
  readonly benefit: string;
  readonly words: string;
  readonly standing: readonly [words: string, tone: Tone];
}

/** A service with what to collect of the patient if it were given today. */
export interface CollectRow {
  readonly key: string;
  readonly name: string;
  readonly isInsured: boolean;
  readonly why: string;
  readonly price: Money;
  readonly collect: Money;
}

/** The patient's plans, each with its payer's last word. */
export function Plans({ coverages }: { readonly coverages: readonly CoverageShown[] }) {
  if (coverages.length === 0)
    return (
      <Card title="Plans" id="plans">
        <EmptyState title="No plan on file">Visits are self-pay.</EmptyState>
      </Card>
    );
  return (
    <div class="columns columns-even">
      {coverages.map(({ id, payerName, network, isInNetwork, isInEffect, facts, said }) => (
        <Card
          key={id}
          title={payerName}
          id={`coverage-${id}`}
          aside={
            <span class="tags">
              <Tag tone={isInEffect ? 'good' : 'neutral'}>{isInEffect ? 'In effect' : 'Not in effect'}</Tag>
              <Tag tone={isInNetwork ? 'calm' : 'info'}>{network}</Tag>
            </span>
          }
        >
          <DefinitionList items={[...facts, ...saidFacts(said)]} />
          <p class="form-end">
            <a href={`/coverages/${id}/eligibility`}>
              {said.length > 0 ? 'All the payer said' : 'Write down what the payer says'}
              <span class="visually-hidden">: {payerName}</span>
            </a>
          </p>
        </Card>
      ))}
    </div>
  );
}

/** The payer's last word on each benefit of a plan. */
const saidFacts = (said: readonly SaidShown[]): Definition[] =>
  said.map(({ benefit, words, standing: [standing, tone] }) => ({
    term: `${benefit}, as told`,
    value: (
      <>
        <Tag tone={tone}>{standing}</Tag>
        <span class="under">{words}</span>
      </>
    ),
  }));

/** What to collect of an insured patient today, service by service. */
export function Collect({ collect }: { readonly collect: readonly CollectRow[] }) {
  if (collect.length === 0) return null;
  return (
    <Card title="To collect if seen today" id="collect" isFlush>
      <DataTable
        caption="To collect if seen today"
        rows={collect}
        keyOf={(row) => `collect-${row.key}`}
        columns={[
          {
            header: 'Service',
            isRowHeader: true,
            cell: ({ name, why }) => (
              <>
                {name}
                <span class="under">{why}</span>
              </>
            ),
          },
          {
            header: 'Billed to',
            cell: ({ isInsured }) => (
              <Tag tone={isInsured ? 'calm' : 'info'}>{isInsured ? 'Insurance' : 'Patient pays'}</Tag>
            ),
          },
          { header: 'Price', isAmount: true, cell: ({ price }) => <Amount of={price} /> },
          { header: 'Collect today', isAmount: true, cell: (row) => <Amount of={row.collect} /> },
        ]}
      />
    </Card>
  );
}
