import { EMPTY_FORM } from '../forms/form-state';
import { Button, ButtonLink } from '../ui/button';
import { Field } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { count } from '../ui/text';

export interface ReleaseSeatPageProps {
  readonly shell: Shell;
  readonly groupId: string;
  readonly seatId: string;
  readonly when: string;
  readonly patient: PatientHead;
  /** What becomes of the money, in a sentence. */
  readonly consequence: string;
  readonly waiting: number;
}

/** Asks before a seat is given up, and says what becomes of its money. */
export function ReleaseSeatPage(props: ReleaseSeatPageProps) {
  const { shell, groupId, seatId, when, patient, consequence, waiting } = props;
  return (
    <StaffPage
      shell={shell}
      at="/groups"
      title={`Give up the seat of ${patient.name}?`}
      back={{ href: `/groups/${groupId}`, label: 'The session' }}
      lead={
        <>
          <PatientFacts patient={patient} isNamed />
          <p>{when}</p>
        </>
      }
      width="narrow"
    >
      <Card title="What happens" id="what">
        <p>{consequence}</p>
        <p class="hint">
          {waiting > 0
            ? `${count(waiting, 'patient')} ${waiting === 1 ? 'waits' : 'wait'}: the first has the seat at once, and somebody has to call them.`
            : 'The seat is free for somebody else.'}
        </p>
        <form method="post" action={`/groups/${groupId}/seats/${seatId}/release`}>
          <FormTokens csrf={shell.csrf} />
          <div class="choices">
            <ButtonLink href={`/groups/${groupId}`}>Keep the seat</ButtonLink>
            <Button kind="primary">Give it up</Button>
          </div>
        </form>
      </Card>
    </StaffPage>
  );
}

export interface CancelGroupPageProps {
  readonly shell: Shell;
  readonly groupId: string;
  readonly name: string;
  readonly when: string;
  readonly taken: number;
  readonly paid: number;
}

/** Asks before a session is called off. */
export function CancelGroupPage({ shell, groupId, name, when, taken, paid }: CancelGroupPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/groups"
      title="Call the session off?"
      back={{ href: `/groups/${groupId}`, label: 'The session' }}
      lead={<p>{`${name}, ${when}`}</p>}
      width="narrow"
    >
      <Card title="What happens" id="what">
        <p>{`${count(taken, 'seat')} ${taken === 1 ? 'is' : 'are'} given up, and nobody waits any more.`}</p>
        <p class="hint">
          {paid > 0
            ? `${count(paid, 'patient')} paid ahead. All of it is owed back: each has a task on the to-do list.`
            : 'Nobody paid ahead.'}
        </p>
        <form method="post" action={`/groups/${groupId}/cancel`}>
          <FormTokens csrf={shell.csrf} />
          <div class="fields">
            <Field form={EMPTY_FORM} name="reason" label="Reason" isOptional maxlength={500} />
          </div>
          <div class="choices">
            <ButtonLink href={`/groups/${groupId}`}>Keep it</ButtonLink>
            <Button kind="primary">Call it off</Button>
          </div>
        </form>
      </Card>
    </StaffPage>
  );
}
