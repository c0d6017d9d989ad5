import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { TENDER_NAMES } from '../pay-invoice/tenders';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { PatientFacts } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import type { PaymentToReturnShown } from './refund-desk';
import { type PlannedPart, planField, referenceField } from './refund-form';
import { REFUND_WORDS } from './refund-words';

export interface ReviewRefundPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly payment: PaymentToReturnShown;
  readonly parts: readonly PlannedPart[];
  readonly total: Money;
  readonly reason: string;
  readonly note?: string;
  /** What was typed on the first form. */
  readonly posted: Readonly<Record<string, string>>;
  readonly form: FormState;
}

/** The plan of a refund before it is carried out: how much goes where, and who sends it. */
export function ReviewRefundPage(props: ReviewRefundPageProps) {
  const { shell, idempotencyKey, payment, parts, total, reason, note, posted, form } = props;
  const base = `/payments/${payment.paymentId}/refund`;
  const waits = total.isMoreThan(payment.alone);
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title="Where the money goes"
      back={{ href: `/payments/${payment.paymentId}`, label: 'Payment' }}
      lead={payment.patient ? <PatientFacts patient={payment.patient} isNamed /> : null}
      form={form}
      width="narrow"
    >
      {waits ? (
        <div class="notice notice-warn" role="status">
          <p>{`This is more than ${payment.alone.format()}: nothing moves until a second person agrees.`}</p>
        </div>
      ) : null}
      <form method="post" action={base} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        {Object.entries(posted).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {parts.map(({ number, amount }) => (
          <input key={number} type="hidden" name={planField(number)} value={amount.format()} />
        ))}
        <section class="card tally" aria-labelledby="plan-title">
          <h2 id="plan-title">Give back</h2>
          <dl class="sums">
            {parts.map((part) => (
              <Part key={part.number} part={part} />
            ))}
            <div class="sums-total">
              <dt>Refund</dt>
              <dd>
                <Amount of={total} />
              </dd>
            </div>
            <div class="sums-note">
              <dt>Reason</dt>
              <dd>{note ? `${reason}: ${note}` : reason}</dd>
            </div>
          </dl>
          <References parts={parts} form={form} waits={waits} />
          <div class="form-end form-end-both">
            <Button kind="primary" isLarge>
              {waits ? 'Ask for the refund of ' : 'Give back '}
              <Amount of={total} />
            </Button>
            <Button formaction={`${base}/edit`}>Edit</Button>
          </div>
        </section>
      </form>
    </StaffPage>
  );
}

function Part({ part: { tender, amount } }: { readonly part: PlannedPart }) {
  const { way } = REFUND_WORDS[tender.type];
  return (
    <div>
      <dt>
        {[TENDER_NAMES[tender.type], tender.reference].filter(Boolean).join(', ')}
        <span class="under">{way}</span>
        {tender.isHsaFsa && tender.type !== 'hsa_fsa_card' ? (
          <span class="under">HSA/FSA money: to that card only, never in cash.</span>
        ) : null}
      </dt>
      <dd>
        <Amount of={amount} />
      </dd>
    </div>
  );
}

function References(props: Pick<ReviewRefundPageProps, 'parts' | 'form'> & { readonly waits: boolean }) {
  const { parts, form, waits } = props;
  const fields = parts.flatMap(({ number, tender }) => {
    const { reference, isReferenceOptional = false } = REFUND_WORDS[tender.type];
    // A card that was charged through Stripe has no slip of the terminal.
    const isAtStripe = isReferenceOptional && tender.reference === undefined;
    return reference && !isAtStripe ? [{ number, reference, isOptional: isReferenceOptional || waits }] : [];
  });
  if (fields.length === 0) return null;
  return (
    <div class="fields">
      {fields.map(({ number, reference, isOptional }) => (
        <Field
          key={number}
          form={form}
          name={referenceField(number)}
          label={reference}
          isOptional={isOptional}
          width="half"
          maxlength={100}
        />
      ))}
    </div>
  );
}
