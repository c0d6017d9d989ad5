import type { AuthorizationWarning } from '../../domain/routing/authorization-warnings';
import type { ElectionScope, PlanType } from '../../domain/routing/routing-facts';
import type { NetworkStatus, UnitKind } from '../../modules/coverage/coverage.view';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

const choices = <Value extends string>(words: Readonly<Record<Value, string>>): Choice<Value>[] =>
  (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));

export const PLAN_WORDS: Readonly<Record<PlanType, string>> = {
  commercial: 'Commercial',
  medicare: 'Medicare',
  medicaid: 'Medicaid',
  other: 'Other',
};
export const PLAN_CHOICES = choices(PLAN_WORDS);

export const NETWORK_WORDS: Readonly<Record<NetworkStatus, string>> = { in: 'In network', out: 'Out of network' };
export const NETWORK_CHOICES = choices(NETWORK_WORDS);

export const PRIORITY_WORDS = ['Primary', 'Secondary', 'Tertiary'] as const;
export const PRIORITY_CHOICES = PRIORITY_WORDS.map((label, index) => ({ value: String(index + 1), label }));

/** Whether Spravato runs under the medical benefit. */
export const BENEFITS = ['unknown', 'medical', 'pharmacy'] as const;
export type Benefit = (typeof BENEFITS)[number];
export const BENEFIT_WORDS: Readonly<Record<Benefit, string>> = {
  unknown: 'Not known yet',
  medical: 'Medical benefit',
  pharmacy: 'Pharmacy benefit',
};
export const BENEFIT_CHOICES = choices(BENEFIT_WORDS);

export const UNIT_WORDS: Readonly<Record<UnitKind, string>> = { milligrams: 'mg', visits: 'visits' };
export const UNIT_CHOICES: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'As its code says' },
  { value: 'visits', label: 'Visits' },
  { value: 'milligrams', label: 'Milligrams' },
];

/** Doses an authorization is for. */
export const DOSE_CHOICES: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'Any dose' },
  { value: '56', label: 'Up to 56 mg' },
  { value: '84', label: 'Up to 84 mg' },
];

export const WARNING_WORDS: Readonly<Record<AuthorizationWarning, string>> = {
  not_yet: 'Not in effect yet',
  expired: 'Ended',
  used_up: 'Used up',
  ends_soon: 'Ends soon: ask for the renewal',
  last_visits: 'Last visits: ask for more',
};

export const SCOPE_WORDS: Readonly<Record<ElectionScope, string>> = {
  visit: 'One visit',
  service: 'One service, from now on',
  all: 'Everything, from now on',
};
export const SCOPE_CHOICES = choices(SCOPE_WORDS);
