import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatMoment } from '../ui/text';
import type { MessageRow } from './messages.page';

export interface MessagePageProps extends MessageRow {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly subject: string;
  readonly body: string;
  readonly attempts: number;
  readonly copy: number;
  /** The patient's address as it is now, when it may be sent again. */
  readonly resendTo?: string;
  readonly mayResend: boolean;
  /** What was typed, when something is wrong with it. */
  readonly form?: FormState;
}

/** One message as the patient reads it, and what became of it. */
export function MessagePage(props: MessagePageProps) {
  const { shell, id, what, patient, subject, body, state, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/messages"
      title={what}
      heading={
        <>
          {what} <Tag tone={state[1]}>{state[0]}</Tag>
        </>
      }
      back={{ href: `/messages?patientId=${patient.id}`, label: `Messages to ${patient.name}` }}
      lead={props.why ? <p>{props.why}</p> : undefined}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card title="What is known" id="facts">
          <DefinitionList items={definitions(props)} />
        </Card>
        <Card title={subject} id="text">
          {body.split('\n\n').map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </Card>
        {props.mayResend ? (
          <Card title="Send it again" id="resend">
            <form method="post" action={`/messages/${id}/resend`} novalidate>
              <FormTokens csrf={shell.csrf} />
              <Field
                form={form ?? { ...EMPTY_FORM, values: { address: props.resendTo ?? '' } }}
                type="email"
                name="address"
                label="To"
                hint="It goes out at once, also at night."
                maxlength={254}
              />
              <div class="form-end">
                <Button kind="primary">Send it again</Button>
              </div>
            </form>
          </Card>
        ) : null}
      </div>
    </StaffPage>
  );
}

function definitions({ address, at, timeZone, attempts, copy, state }: MessagePageProps) {
  return [
    { term: 'To', value: address ?? 'no address' },
    { term: state[0], value: formatMoment(at, timeZone) },
    ...(attempts > 1 ? [{ term: 'Handed over', value: `${attempts} times` }] : []),
    ...(copy > 1 ? [{ term: 'Sent again', value: `copy ${copy}` }] : []),
  ];
}
