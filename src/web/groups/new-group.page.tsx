import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field, SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface NewGroupPageProps {
  readonly shell: Shell;
  readonly form: FormState;
  readonly services: readonly Choice[];
  readonly providers: readonly Choice[];
  readonly locations: readonly Choice[];
}

/** Opens a session of a group service. */
export function NewGroupPage({ shell, form, services, providers, locations }: NewGroupPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/groups"
      title="Open a group session"
      back={{ href: '/groups', label: 'Group sessions' }}
      form={form}
      width="narrow"
    >
      <form method="post" action="/groups/new" novalidate>
        <FormTokens csrf={shell.csrf} />
        <Card title="The session" id="session">
          <div class="fields">
            <SelectField form={form} name="serviceCode" label="Service" options={services} />
            <Field form={form} name="on" label="Day" type="date" width="half" />
            <Field form={form} name="at" label="Begins at" hint="As 14:30, in the clinic’s time" width="half" />
            <SelectField form={form} name="providerId" label="Provider" options={providers} />
            {locations.length > 1 ? (
              <SelectField form={form} name="locationId" label="Location" options={locations} />
            ) : null}
          </div>
        </Card>
        <Card title="Seats" id="seats">
          <div class="fields">
            <Field
              form={form}
              name="capacity"
              label="Seats"
              hint="As many as the service has, when left blank"
              inputmode="numeric"
              width="half"
              isOptional
            />
            <Field
              form={form}
              name="leastPatients"
              label="At least"
              hint="Patients it is held for"
              inputmode="numeric"
              width="half"
              isOptional
            />
          </div>
          <div class="choices">
            <Button kind="primary" isLarge>
              Open the session
            </Button>
          </div>
        </Card>
      </form>
    </StaffPage>
  );
}
