import type { Money } from '../../kernel/money';
import { fieldId, problemOf, type FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field, MoneyField, SelectField } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

/** A service of the price list as the desk picks it. */
export interface ServiceChoice {
  readonly code: string;
  readonly name: string;
  readonly minutes?: number;
  /** The listed price, or the ends of a sliding scale. */
  readonly price: { readonly fixed: Money } | { readonly from: Money; readonly to: Money };
  /** Given by the milligram, and its code does not say how many. */
  readonly needsDose: boolean;
}

export interface ChargeVisitPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  /** Values are named after {@link serviceField}, {@link quantityField} and {@link doseField}. */
  readonly form: FormState;
  readonly services: readonly ServiceChoice[];
  readonly providers: readonly { readonly value: string; readonly label: string }[];
}

/** The check box of a service. */
export const serviceField = (code: string): string => `service.${code}`;
/** How many of a service. */
export const quantityField = (code: string): string => `quantity.${code}`;
/** The dose of a service sold by the milligram. */
export const doseField = (code: string): string => `dose.${code}`;

const DOSES = [
  { value: '56', label: '56 mg' },
  { value: '84', label: '84 mg' },
];

/** What was done, by whom, when; the price and the route come on the review. */
export function ChargeVisitPage(props: ChargeVisitPageProps) {
  const { shell, patient, form, services, providers } = props;
  const hasSlidingScale = services.some(({ price }) => 'from' in price);
  return (
    <StaffPage
      shell={shell}
      title={`Charge a visit: ${patient.name}`}
      heading="Charge a visit"
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      <form method="post" action={`/patients/${patient.id}/visits/review`} novalidate>
        <FormTokens csrf={shell.csrf} />
        <div class="columns columns-main">
          <Card title="Services" id="services" isFlush>
            <Services services={services} form={form} />
          </Card>
          <div class="stack">
            <Card title="Visit" id="visit">
              <div class="fields">
                <Field form={form} name="dateOfService" label="Date of service" type="date" />
                <SelectField form={form} name="providerId" label="Provider" options={providers} />
                <Field
                  form={form}
                  name="diagnoses"
                  label="Diagnoses"
                  hint="ICD-10-CM codes with commas between, such as F33.2, F41.1"
                  isOptional
                  maxlength={120}
                />
              </div>
            </Card>
            {hasSlidingScale ? (
              <Card title="Household" id="household">
                <p class="hint">Optional, for the sliding scale: without a proven income the full price is charged.</p>
                <div class="fields fields-all-optional">
                  <Field form={form} name="householdSize" label="People" inputmode="numeric" width="code" isOptional />
                  <MoneyField form={form} name="householdIncome" label="Income a year" isOptional />
                </div>
              </Card>
            ) : null}
            <div class="form-end">
              <Button kind="primary" isLarge>
                Review
              </Button>
            </div>
          </div>
        </div>
      </form>
    </StaffPage>
  );
}

function Services({ services, form }: Pick<ChargeVisitPageProps, 'services' | 'form'>) {
  if (services.length === 0)
    return <EmptyState title="The price list is empty">Ask an administrator to publish one.</EmptyState>;
  const problem = problemOf(form, 'services');
  return (
    <fieldset class="picks" id={fieldId('services')} tabIndex={-1}>
      <legend class="visually-hidden">Services of this visit</legend>
      {problem ? <p class="field-problem">{problem}</p> : null}
      {services.map((service) => (
        <ServicePick key={service.code} service={service} form={form} />
      ))}
    </fieldset>
  );
}

function ServicePick({ service, form }: { readonly service: ServiceChoice; readonly form: FormState }) {
  const { code, name, minutes, price, needsDose } = service;
  const field = serviceField(code);
  return (
    <div class="pick">
      <label class="check" for={fieldId(field)}>
        <input type="checkbox" id={fieldId(field)} name={field} value="on" checked={form.values[field] === 'on'} />
        <span class="pick-name">
          {name}
          {minutes ? <span class="under">{minutes} minutes</span> : null}
        </span>
      </label>
      <div class="pick-more">
        {needsDose ? (
          <SelectField form={form} name={doseField(code)} label="Dose" options={DOSES} width="code" />
        ) : null}
        <Field form={form} name={quantityField(code)} label="How many" inputmode="numeric" width="code" />
      </div>
      <span class="pick-price">
        {'fixed' in price ? (
          <Amount of={price.fixed} />
        ) : (
          <>
            <Amount of={price.from} /> to <Amount of={price.to} />
            <span class="under">sliding scale</span>
          </>
        )}
      </span>
    </div>
  );
}
