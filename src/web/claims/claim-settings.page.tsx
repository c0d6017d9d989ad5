import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field, SelectField } from '../ui/field';
import { Card, type Definition, DefinitionList } from '../ui/layout';
import { FormTokens, type Shell } from '../ui/staff-page';
import { ClaimsFrame } from './claims-frame';

export interface ClaimSettingsPageProps {
  readonly shell: Shell;
  /** As they stand, for those who may not change them. */
  readonly facts: readonly Definition[];
  readonly mayChange: boolean;
  readonly form: FormState;
}

const USAGES = [
  { value: 'test', label: 'Test: payers decide nothing' },
  { value: 'production', label: 'Production' },
];

/** How the clinic sends claims. */
export function ClaimSettingsPage({ shell, facts, mayChange, form }: ClaimSettingsPageProps) {
  return (
    <ClaimsFrame shell={shell} title="How claims are sent" here="/claims/settings" form={form}>
      {mayChange ? (
        <form method="post" action="/claims/settings" novalidate>
          <FormTokens csrf={shell.csrf} />
          <div class="columns columns-even">
            <Card title="The clearinghouse" id="clearinghouse">
              <div class="fields">
                <Field form={form} name="submitterId" label="The clinic’s id there" maxlength={15} width="half" />
                <Field form={form} name="contactName" label="Whom it calls" maxlength={60} width="half" />
                <Field form={form} name="receiverName" label="Its name" maxlength={60} width="half" />
                <Field form={form} name="receiverId" label="Its id" maxlength={15} width="half" />
                <SelectField form={form} name="usage" label="Files are" options={USAGES} />
              </div>
            </Card>
            <Card title="The clinic on claims" id="clinic">
              <div class="fields fields-all-optional">
                <Field
                  form={form}
                  name="remsSiteId"
                  label="REMS certification"
                  hint="Spravato claims wait for it"
                  maxlength={50}
                  isOptional
                />
                <Field
                  form={form}
                  name="billingTaxonomyCode"
                  label="Taxonomy"
                  hint="Ten characters; the provider’s when blank"
                  maxlength={10}
                  width="half"
                  isOptional
                />
                <Field
                  form={form}
                  name="billingPostalCode"
                  label="Nine-digit ZIP"
                  hint="Such as 97201-0001"
                  maxlength={10}
                  width="half"
                  isOptional
                />
              </div>
            </Card>
          </div>
          <div class="form-end">
            <Button kind="primary">Save</Button>
          </div>
        </form>
      ) : (
        <Card>
          <DefinitionList items={facts} />
          <p class="hint">An administrator changes these.</p>
        </Card>
      )}
    </ClaimsFrame>
  );
}
