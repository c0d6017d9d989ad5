import type { MatchTarget } from '../../domain/reconciliation/match-bank-lines';
import type { BusinessDate } from '../../kernel/business-date';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card, DefinitionList, EmptyState } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import type { BankLineShown } from './bank-lines.page';
import { ACCOUNT_NAMES, TARGET_NAMES } from './reconciliation-words';

/** Something the line may be. */
export interface CandidateShown {
  readonly targetType: MatchTarget;
  /** Left out for money of Venmo whose statement does not show it leaving. */
  readonly targetId?: string;
  readonly on?: BusinessDate;
  readonly reference?: string;
}

export interface BankLinePageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly line: BankLineShown;
  /** Where what it is matched to is shown. */
  readonly matchHref?: string;
  readonly candidates: readonly CandidateShown[];
  readonly mayWork: boolean;
  readonly form: FormState;
}

/** One line of a statement: what it says, what it is, or what it may be. */
export function BankLinePage(props: BankLinePageProps) {
  const { shell, line, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/reconciliation"
      title="Bank line"
      back={{ href: '/reconciliation/bank-lines?status=unmatched', label: 'Bank lines' }}
      lead={<p>{line.description}</p>}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card>
          <DefinitionList
            items={[
              { term: 'Statement', value: ACCOUNT_NAMES[line.account] },
              { term: 'Day', value: formatDate(line.on) },
              { term: 'Amount', value: <Amount of={line.amount} /> },
              ...(line.reference ? [{ term: 'Reference', value: line.reference }] : []),
            ]}
          />
        </Card>
        {line.match ? <Matched {...props} match={line.match} /> : <Candidates {...props} />}
      </div>
    </StaffPage>
  );
}

function Matched({
  shell,
  idempotencyKey,
  line,
  match,
  matchHref,
  mayWork,
}: BankLinePageProps & { readonly match: string }) {
  return (
    <Card title="What it is" id="match">
      <p>{matchHref ? <a href={matchHref}>{match}</a> : match}</p>
      {mayWork ? (
        <form method="post" action={`/reconciliation/bank-lines/${line.id}/unmatch`} data-once>
          <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
          <p class="hint">Taken back, the line waits for somebody again; what the match had booked is reversed.</p>
          <div class="form-end">
            <Button>That is not it</Button>
          </div>
        </form>
      ) : null}
    </Card>
  );
}

function Candidates({ shell, idempotencyKey, line, candidates, mayWork }: BankLinePageProps) {
  if (candidates.length === 0)
    return (
      <Card title="What it may be" id="candidates">
        <EmptyState title="Nothing of this amount is waiting for the bank">
          If it is the clinic’s rent or a fee of the bank, nothing needs to be matched.
        </EmptyState>
      </Card>
    );
  return (
    <Card title="What it may be" id="candidates" isFlush>
      <ul class="queue">
        {candidates.map(({ targetType, targetId, on, reference }) => (
          <li key={`${targetType} ${targetId ?? ''}`}>
            <div class="queue-text">
              <strong>{TARGET_NAMES[targetType]}</strong>
              <span class="under">
                {[on && formatDate(on), reference].filter(Boolean).join(' · ') ||
                  'Venmo’s own statement is not recorded'}
              </span>
            </div>
            {mayWork ? (
              <form method="post" action={`/reconciliation/bank-lines/${line.id}/match`} data-once>
                <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
                <input type="hidden" name="targetType" value={targetType} />
                {targetId ? <input type="hidden" name="targetId" value={targetId} /> : null}
                <Button>
                  This one<span class="visually-hidden">{`: ${TARGET_NAMES[targetType]} ${reference ?? ''}`}</span>
                </Button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
