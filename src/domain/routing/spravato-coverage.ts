import type { RoutingFacts } from './routing-facts';

/** What a plan needs before it can be billed for a Spravato visit (DOMAIN.md §2 rows 6 and 7, §5.1). */
export type SpravatoNeed =
  | 'coverage_on_file'
  | 'coverage_in_effect'
  | 'covered_by_payer'
  | 'authorization_on_file'
  | 'authorization_approved'
  | 'authorization_for_date'
  | 'authorization_with_units'
  | 'authorization_for_code'
  | 'authorization_for_dose'
  | 'authorization_for_provider';

/** Everything a Spravato visit still lacks, in the order a desk would look for it; empty when the plan can be billed. */
export function missingForSpravato(facts: RoutingFacts): SpravatoNeed[] {
  const { coverage, authorization, payerCovers, payerRequiresAuthorization } = facts;
  if (!coverage) return ['coverage_on_file'];
  const needsNone = payerRequiresAuthorization === false;
  const has: readonly (readonly [SpravatoNeed, boolean])[] = [
    ['coverage_in_effect', coverage.effective],
    ['covered_by_payer', payerCovers !== false],
    ['authorization_on_file', needsNone || authorization !== undefined],
    ['authorization_approved', needsNone || (authorization?.isApproved ?? true)],
    ['authorization_for_date', needsNone || (authorization?.coversDate ?? true)],
    ['authorization_with_units', needsNone || (authorization?.coversUnits ?? true)],
    ['authorization_for_code', needsNone || (authorization?.coversCode ?? true)],
    ['authorization_for_dose', needsNone || (authorization?.coversDose ?? true)],
    ['authorization_for_provider', needsNone || (authorization?.coversProvider ?? true)],
  ];
  return has.flatMap(([need, isThere]) => (isThere ? [] : [need]));
}

/** A missing need as a clause that follows "because". */
export function describeMissing(need: SpravatoNeed, { coverage, authorization }: RoutingFacts): string {
  const payer = coverage?.payerName ?? 'the plan';
  const approval = `authorization ${authorization?.number ?? ''}`.trim();
  const words: Readonly<Record<SpravatoNeed, string>> = {
    coverage_on_file: 'there is no insurance on file',
    coverage_in_effect: `${payer} is not in effect on the date of service`,
    covered_by_payer: `${payer} does not cover it`,
    authorization_on_file: 'no authorization is on file',
    authorization_approved: `${approval} is not approved`,
    authorization_for_date: `${approval} does not cover the date of service`,
    authorization_with_units: `${approval} has too few units left`,
    authorization_for_code: `${approval} does not cover the billing code`,
    authorization_for_dose: `${approval} is for a smaller dose`,
    authorization_for_provider: `${approval} was granted to another provider`,
  };
  return words[need];
}
