import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field, MoneyField, SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface PoliciesPageProps {
  readonly shell: Shell;
  readonly form: FormState;
  /** The fees of the catalog, and none. */
  readonly fees: readonly Choice[];
  /** What the clinic's state says about late fees. */
  readonly lateFeeRule: string;
  readonly isSaved: boolean;
}

const PREPAYMENT: readonly Choice[] = [
  { value: 'optional', label: 'May be booked and paid at the session' },
  { value: 'required', label: 'Is sure only once it is paid' },
];

/** The clinic's own rules, section by section; saved together against the version that was read. */
export function PoliciesPage(props: PoliciesPageProps) {
  const { shell, form, isSaved } = props;
  return (
    <StaffPage
      shell={shell}
      at="/settings/policies"
      title="Settings"
      heading="The clinic’s rules"
      lead={isSaved ? <p role="status">Saved.</p> : undefined}
      form={form}
    >
      <form method="post" action="/settings/policies" novalidate>
        <FormTokens csrf={shell.csrf} />
        <input type="hidden" name="version" value={form.values['version']} />
        <div class="columns columns-even">
          <div class="stack">
            <Plans {...props} />
            <Limits form={form} />
          </div>
          <div class="stack">
            <Reminders form={form} />
            <Seats {...props} />
          </div>
        </div>
        <div class="form-end">
          <Button kind="primary" isLarge>
            Save
          </Button>
        </div>
      </form>
    </StaffPage>
  );
}

function Plans({ form, fees, lateFeeRule }: PoliciesPageProps) {
  return (
    <Card title="Payment plans" id="plans">
      <div class="fields">
        <MoneyField form={form} name="planMinInstallmentCents" label="Least installment" width="half" />
        <Whole form={form} name="planMaxInstallments" label="Most installments" />
        <Whole form={form} name="planGraceDays" label="Late after so many days" />
        <MoneyField form={form} name="planLateFeeCents" label="Late fee" hint="0 is none." width="half" />
        <SelectField
          form={form}
          name="planLateFeeServiceCode"
          label="Charged as"
          hint={lateFeeRule}
          options={fees}
          isOptional
        />
      </div>
    </Card>
  );
}

function Limits({ form }: { readonly form: FormState }) {
  return (
    <Card title="Bills and second persons" id="limits">
      <div class="fields">
        <Whole form={form} name="invoiceDueDays" label="Bills are due after days" />
        <Whole form={form} name="unclaimedAfterMonths" label="A credit is unclaimed after months" />
        <MoneyField form={form} name="adjustmentApprovalCents" label="Adjustments above wait" width="half" />
        <MoneyField form={form} name="refundApprovalCents" label="Refunds above wait" width="half" />
        <MoneyField
          form={form}
          name="smallBalanceCents"
          label="Too small to collect"
          hint="At most this may be written off as a small balance."
        />
      </div>
    </Card>
  );
}

function Reminders({ form }: { readonly form: FormState }) {
  return (
    <Card title="Reminders" id="reminders">
      <div class="fields">
        <Field
          form={form}
          name="reminderDays"
          label="Days after money was due"
          hint="Such as 3, 10, 25. Blank: nobody is reminded."
          maxlength={40}
          isOptional
        />
        <Whole form={form} name="reminderCallDays" label="A person calls after days" hint="0 is never." />
        <Whole form={form} name="quietFrom" label="Nobody is written to from hour" hint="0 to 23." />
        <Whole form={form} name="quietUntil" label="Until hour" hint="The same hour: never quiet." />
      </div>
    </Card>
  );
}

function Seats({ form, fees }: PoliciesPageProps) {
  return (
    <Card title="Group seats" id="seats">
      <div class="fields">
        <SelectField form={form} name="prepayment" label="A seat" options={PREPAYMENT} />
        <Whole form={form} name="holdMinutes" label="Held for minutes" />
        <Whole form={form} name="waitlistHoldMinutes" label="Held for who waited, minutes" />
        <Whole form={form} name="freeCancellationHours" label="Free to give up, hours before" />
        <SelectField form={form} name="missedSeatServiceCode" label="Fee for a missed seat" options={fees} isOptional />
      </div>
    </Card>
  );
}

function Whole(props: {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}) {
  return <Field {...props} inputmode="numeric" maxlength={5} width="half" />;
}
