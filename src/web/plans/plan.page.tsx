import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { LongPlansView, PlanDisclosuresView, PlanStatus } from '../../modules/plans/payment-plan.view';
import { EMPTY_FORM } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { Card, DefinitionList, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { AutopayCard, type AutopayShown } from './autopay-card';
import { DisclosureFigures, LongPlansNote } from './disclosure-figures';
import { type InstallmentShown, Installments } from './installments';
import { LateFeesCard, type LateFeeShown } from './late-fees-card';
import { PLAN_STATES } from './plan-words';
import { SignatureFields } from './signature-fields';

/** A schedule that was replaced. */
export interface PastSchedule {
  readonly version: number;
  readonly madeOn: BusinessDate;
  readonly rows: readonly InstallmentShown[];
}

export interface PlanPageProps {
  readonly shell: Shell;
  /** Left out for those who see money and not people. */
  readonly patient?: PatientHead;
  readonly id: string;
  readonly number: string;
  readonly status: PlanStatus;
  /** Why nothing is asked for now. */
  readonly hold?: string;
  readonly rhythm: string;
  readonly openedOn: BusinessDate;
  readonly total: Money;
  readonly paid: Money;
  readonly left: Money;
  readonly next?: { readonly on: BusinessDate; readonly amount: Money };
  readonly rows: readonly InstallmentShown[];
  readonly bills: readonly { readonly id: string; readonly number: string; readonly amount: Money }[];
  /** What it covers instead of bills. */
  readonly package?: { readonly id: string; readonly number: string; readonly amount: Money };
  readonly disclosures: PlanDisclosuresView;
  /** Left out where nothing is ever charged by itself. */
  readonly autopay: AutopayShown;
  /** The name is left out for those who see money and not people. */
  readonly signature?: { readonly name?: string; readonly on: BusinessDate; readonly how: string };
  readonly textSha256: string;
  readonly history: readonly PastSchedule[];
  readonly lateFees: readonly LateFeeShown[];
  readonly longPlans: LongPlansView;
  readonly mayWork: boolean;
  readonly mayWaive: boolean;
}

/** A payment plan: how each installment stands, what comes next, and what can be done about it. */
export function PlanPage(props: PlanPageProps) {
  const { shell, patient, number, status, hold, left, paid, next, rows, history } = props;
  const [words, tone] = PLAN_STATES[status];
  const isLive = status === 'active' || status === 'paused';
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Payment plan ${number}`}
      heading={
        <>
          Payment plan <span class="number">{number}</span> <Tag tone={tone}>{words}</Tag>
        </>
      }
      back={
        patient ? { href: `/patients/${patient.id}`, label: 'Patient billing' } : { href: '/', label: 'First page' }
      }
      lead={patient ? <PatientFacts patient={patient} isNamed /> : null}
      actions={props.mayWork ? <Actions {...props} /> : null}
    >
      {hold ? (
        <div class="notice notice-warn" role="status">
          <p>{hold}</p>
        </div>
      ) : null}
      <Figures
        items={[
          { label: 'Left', value: <Amount of={left} />, tone: left.isPositive() ? 'bad' : undefined },
          { label: 'Paid', value: <Amount of={paid} />, tone: paid.isPositive() ? 'good' : undefined },
          ...(next ? [{ label: 'Next', value: <Amount of={next.amount} />, note: `due ${formatDate(next.on)}` }] : []),
        ]}
      />
      <div class="columns columns-main">
        <div class="stack">
          <Card title="Installments" id="installments" isFlush>
            <Installments rows={rows} caption="Installments of this plan" />
          </Card>
          {props.lateFees.length > 0 ? <LateFeesCard fees={props.lateFees} mayWaive={props.mayWaive} /> : null}
          {history.map((past) => (
            <Card
              key={past.version}
              title={`Schedule ${past.version}, from ${formatDate(past.madeOn)}`}
              id={`schedule-${past.version}`}
              isFlush
            >
              <Installments rows={past.rows} caption={`Schedule ${past.version}`} />
            </Card>
          ))}
        </div>
        <div class="stack">
          <Facts {...props} />
          <Agreement {...props} isLive={isLive} />
          {isLive || props.autopay.agreed ? <AutopayCard {...props} autopay={props.autopay} /> : null}
          <DisclosureFigures of={props.disclosures} />
          {props.disclosures.tilaRequired ? <LongPlansNote of={props.longPlans} /> : null}
          {props.mayWork && isLive ? <Changes {...props} /> : null}
        </div>
      </div>
    </StaffPage>
  );
}

function Actions({ id, status }: PlanPageProps) {
  return (
    <>
      <ButtonLink href={`/v1/payment-plans/${id}/agreement.pdf`} shortcut="r">
        Agreement (PDF)
      </ButtonLink>
      {status === 'active' || status === 'paused' ? (
        <ButtonLink href={`/plans/${id}/pay`} kind="primary" shortcut="p">
          Take a payment
        </ButtonLink>
      ) : null}
    </>
  );
}

function Facts({ rhythm, openedOn, total, bills, package: sold }: PlanPageProps) {
  return (
    <Card title="About it" id="about">
      <DefinitionList
        items={[
          { term: 'Opened', value: formatDate(openedOn) },
          { term: 'Rhythm', value: rhythm },
          { term: 'In all', value: <Amount of={total} /> },
          ...(sold
            ? [
                {
                  term: 'Package',
                  value: (
                    <>
                      <a href={`/packages/${sold.id}`}>{sold.number}</a> <Amount of={sold.amount} />
                    </>
                  ),
                },
              ]
            : []),
          ...bills.map((bill) => ({
            term: 'Bill',
            value: (
              <>
                <a href={`/invoices/${bill.id}`}>{bill.number}</a> <Amount of={bill.amount} />
              </>
            ),
          })),
        ]}
      />
    </Card>
  );
}

function Agreement({
  shell,
  id,
  signature,
  textSha256,
  mayWork,
  isLive,
}: PlanPageProps & { readonly isLive: boolean }) {
  return (
    <Card
      title="Agreement"
      id="agreement"
      aside={<Tag tone={signature ? 'good' : 'warn'}>{signature ? 'Signed' : 'Not signed'}</Tag>}
    >
      {signature ? (
        <DefinitionList
          items={[
            ...(signature.name ? [{ term: 'By', value: signature.name }] : []),
            { term: 'On', value: formatDate(signature.on) },
            { term: 'How', value: signature.how },
          ]}
        />
      ) : null}
      {!signature && mayWork && isLive ? (
        <form method="post" action={`/plans/${id}/sign`} novalidate>
          <FormTokens csrf={shell.csrf} />
          <input type="hidden" name="textSha256" value={textSha256} />
          <SignatureFields form={EMPTY_FORM} />
          <div class="form-end">
            <Button kind="primary">Write down the signature</Button>
          </div>
        </form>
      ) : null}
    </Card>
  );
}

function Changes({ shell, id, status }: PlanPageProps) {
  return (
    <Card title="Change it" id="changes">
      <form method="post" action={`/plans/${id}/${status === 'paused' ? 'resume' : 'pause'}`}>
        <FormTokens csrf={shell.csrf} />
        <p class="hint">
          {status === 'paused'
            ? 'What came due meanwhile is due from the day it goes on.'
            : 'While it is paused nothing becomes late.'}
        </p>
        <div class="form-end form-end-both">
          <Button>{status === 'paused' ? 'Go on with it' : 'Pause it'}</Button>
          <ButtonLink href={`/plans/${id}/reschedule`}>Other dates</ButtonLink>
          <ButtonLink href={`/plans/${id}/cancel`} kind="quiet">
            Cancel the plan
          </ButtonLink>
        </div>
      </form>
    </Card>
  );
}
