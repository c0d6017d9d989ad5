import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { Card, type Definition, DefinitionList, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import { Findings, type FindingShown, Gates, type GateShown } from './claim-gates';
import {
  ClaimHistory,
  ClaimLines,
  type ClaimLineShown,
  type ClaimMoveShown,
  PayerReasons,
  type ReasonShown,
} from './claim-parts';
import { StateTag } from './claims-frame';
import type { StateWords } from './claim-words';

/** What can be done about a claim now, by whoever looks: the path after `/claims/:id/` and what it is called. */
export interface ClaimDeedLink {
  readonly path: string;
  readonly label: string;
  /** Ends something: not offered first. */
  readonly isQuiet: boolean;
}

/** A claim as its page and the forms about it show it. */
export interface ClaimShown {
  readonly id: string;
  readonly controlNumber: string;
  readonly state: StateWords;
  readonly payerName: string;
  readonly on: BusinessDate;
  readonly billed: Money;
  readonly paid: Money;
  readonly contractual: Money;
  readonly patientShare: Money;
  readonly open: Money;
  /** That it be given up waits for a second person. */
  readonly waitingWriteOff?: Money;
  readonly deadline?: { readonly words: string; readonly isOver: boolean; readonly isSoon: boolean };
}

export interface ClaimPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly timeZone: string;
  readonly claim: ClaimShown;
  readonly visitId: string;
  readonly replacesId?: string;
  /** The claim to the plan that was asked before this one, and to the one after. */
  readonly priorClaimId?: string;
  readonly nextClaimId?: string;
  /** Left out for care the patient keeps from the plan: that goes there by no way. */
  readonly paperHref?: string;
  /** That it be given up, for whoever may decide that. */
  readonly approvalId?: string;
  readonly facts: readonly Definition[];
  readonly lines: readonly ClaimLineShown[];
  /** Left out once it was sent. */
  readonly gates?: readonly GateShown[];
  /** What a check found just now; left out when nobody has checked. */
  readonly findings?: readonly FindingShown[];
  readonly reasons: readonly ReasonShown[];
  readonly remarks: readonly string[];
  readonly history: readonly ClaimMoveShown[];
  readonly mayCheck: boolean;
  readonly maySend: boolean;
  readonly deeds: readonly ClaimDeedLink[];
}

/** One claim: what it asks for, what it still needs, what the payer said, and what can be done. */
export function ClaimPage(props: ClaimPageProps) {
  const { shell, patient, claim, facts, gates, findings } = props;
  const { controlNumber, state, payerName, on, billed, paid, contractual, patientShare, open } = claim;
  return (
    <StaffPage
      shell={shell}
      at="/claims"
      title={`Claim ${controlNumber}`}
      heading={
        <>
          Claim {controlNumber} <StateTag of={state} />
        </>
      }
      back={{ href: '/claims', label: 'Claims' }}
      lead={
        <>
          <PatientFacts patient={patient} isNamed />
          <p class="quiet">{`${payerName}, visit of ${formatDate(on)}`}</p>
        </>
      }
      actions={<Actions {...props} />}
    >
      <Deadline claim={claim} />
      <WaitingWriteOff {...props} />
      <Figures
        items={[
          { label: 'Billed', value: <Amount of={billed} /> },
          { label: 'Paid', value: <Amount of={paid} />, tone: paid.isPositive() ? 'good' : undefined },
          { label: 'Given up by contract', value: <Amount of={contractual} /> },
          { label: 'Patient’s share', value: <Amount of={patientShare} /> },
          { label: 'Open with insurance', value: <Amount of={open} />, tone: open.isPositive() ? 'calm' : undefined },
        ]}
      />
      <div class="columns columns-main">
        <div class="stack">
          {findings ? <Findings findings={findings} /> : null}
          {gates ? <Gates gates={gates} /> : null}
          <ClaimLines {...props} />
          <PayerReasons {...props} />
        </div>
        <div class="stack">
          <Card title="About it" id="about">
            <DefinitionList items={[...facts, ...aroundIt(props)]} />
          </Card>
          <ClaimHistory {...props} />
        </div>
      </div>
    </StaffPage>
  );
}

/** The visit it is for, and the claims it stands between. */
function aroundIt({ visitId, replacesId, priorClaimId, nextClaimId, paperHref }: ClaimPageProps): Definition[] {
  const claimLink = (term: string, id: string | undefined, words: string): Definition[] =>
    id ? [{ term, value: <a href={`/claims/${id}`}>{words}</a> }] : [];
  return [
    { term: 'Visit', value: <a href={`/visits/${visitId}`}>Why it went to insurance</a> },
    ...claimLink('Instead of', replacesId, 'An earlier claim'),
    ...claimLink('Asked before', priorClaimId, 'The claim to the plan before'),
    ...claimLink('Asked after', nextClaimId, 'The claim to the next plan'),
    ...(paperHref ? [{ term: 'On paper', value: <a href={paperHref}>CMS-1500</a> }] : []),
  ];
}

function Actions({ shell, claim, mayCheck, maySend, deeds }: ClaimPageProps) {
  const base = `/claims/${claim.id}`;
  return (
    <>
      {deeds.map(({ path, label, isQuiet }) => (
        <ButtonLink key={path} href={`${base}/${path}`} kind={isQuiet ? 'quiet' : 'secondary'}>
          {label}
        </ButtonLink>
      ))}
      {mayCheck ? (
        <form method="post" action={`${base}/check`}>
          <FormTokens csrf={shell.csrf} />
          <Button kind={maySend ? 'secondary' : 'primary'}>Check it</Button>
        </form>
      ) : null}
      {maySend ? (
        <form method="post" action={`${base}/send`} data-once>
          <FormTokens csrf={shell.csrf} />
          <Button kind="primary">Send it alone</Button>
        </form>
      ) : null}
    </>
  );
}

function Deadline({ claim: { deadline } }: Pick<ClaimPageProps, 'claim'>) {
  if (!deadline?.isSoon) return null;
  return (
    <div class={`notice notice-${deadline.isOver ? 'bad' : 'warn'}`} role="status">
      <p>{deadline.words}</p>
    </div>
  );
}

function WaitingWriteOff({ shell, claim: { waitingWriteOff }, approvalId }: ClaimPageProps) {
  if (!waitingWriteOff) return null;
  return (
    <div class="notice notice-warn" role="status">
      <p>
        Giving up <Amount of={waitingWriteOff} /> waits for a second person to agree.
      </p>
      {approvalId ? (
        <form method="post" action={`/tasks/approvals/${approvalId}`} class="row-actions">
          <FormTokens csrf={shell.csrf} />
          <Button name="decision" value="rejected" kind="quiet">
            Refuse to give it up
          </Button>
          <Button name="decision" value="approved">
            Agree to give it up
          </Button>
        </form>
      ) : null}
    </div>
  );
}
