import { Injectable, SetMetadata } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { MarkedProviders } from '../../platform/discovery/marked-providers';
import { BooleanField, CentsField, DateField, EnumField, TextField, UuidField } from '../../platform/http/fields';

const ACCOUNT_PLANS = 'payments.account-plans';

/** Marks the provider that knows patients' payment plans. There is one: the plans room's. */
export const RegisterAccountPlans = (): ClassDecorator => SetMetadata(ACCOUNT_PLANS, true);

/** A patient's payment plan, as their account tells of it. */
export class AccountPlanView {
  @UuidField() readonly id: string;
  @TextField({ example: 'PP-000001' }) readonly number: string;
  @EnumField(['active', 'paused']) readonly status: 'active' | 'paused';
  @CentsField({ description: 'Of what the patient owes: on the plan, due or not.' }) readonly leftCents: number;
  @DateField({ nullable: true, description: 'The oldest installment that is not paid.' })
  readonly nextDueOn: string | null;
  @CentsField({ description: 'What is left of that installment.' }) readonly nextCents: number;
  @BooleanField() readonly isLate: boolean;
}

/** What the account tells of plans. The plans room provides it, so that this room knows of none. */
export abstract class AccountPlans {
  /** The newest plan with something left; undefined when there is none. Tx: joins the open one. */
  abstract of(patientId: PatientId): Promise<AccountPlanView | undefined>;
}

/** Finds the {@link AccountPlans}. */
@Injectable()
export class AccountPlansLookup {
  constructor(private readonly providers: MarkedProviders) {}

  of(patientId: PatientId): Promise<AccountPlanView | undefined> {
    const [plans] = this.providers.of<AccountPlans>(ACCOUNT_PLANS);
    return plans ? plans.of(patientId) : Promise.resolve(undefined);
  }
}
