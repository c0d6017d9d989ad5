import type { RoutingFacts } from './routing-facts';

/**
 * What is missing before a plan can be billed for a Spravato visit, each as a clause that follows "because";
 * empty when nothing is (DOMAIN.md §2 rows 6 and 7, §5.1).
 */
export function missingForSpravato({ coverage, authorization, payerCovers }: RoutingFacts): string[] {
  if (!coverage) return ['there is no insurance on file'];
  const missing: string[] = [];
  if (!coverage.effective) missing.push(`${coverage.payerName} is not in effect on the date of service`);
  if (payerCovers === false) missing.push(`${coverage.payerName} does not cover it`);
  if (!authorization) return [...missing, 'no authorization is on file'];
  const { number } = authorization;
  if (!authorization.isApproved) missing.push(`authorization ${number} is not approved`);
  if (!authorization.coversDate) missing.push(`authorization ${number} does not cover the date of service`);
  if (!authorization.coversUnits) missing.push(`authorization ${number} has too few units left`);
  if (!authorization.coversCode) missing.push(`authorization ${number} does not cover the billing code`);
  return missing;
}
