import type { LineAdjudication, OtherPayer, Responsibility } from '../../../domain/claims/claim-form';
import { type ClaimState, isAnswered } from '../../../domain/claims/claim-state';
import { adjudicationOf } from '../../../domain/claims/coordinate-benefits';
import { PAYER_DEFAULTS } from '../../../domain/claims/payer-defaults';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Money } from '../../../kernel/money';
import type { ClaimFacts, ClaimLineFacts } from '../persistence/claim-facts.reader';
import type { PriorClaimFacts } from '../persistence/prior-claims.sql';

/** Which of the patient's plans it is. */
export const responsibilityOf = ({ priority }: { readonly priority: number }): Responsibility =>
  (['primary', 'secondary', 'tertiary'] as const)[priority - 1] ?? 'primary';

/** A plan asked before, as a claim tells the next one of it (2320, 2330). Its adjustments are told line by line. */
export const otherPayerOf = (prior: PriorClaimFacts): OtherPayer => ({
  responsibility: responsibilityOf(prior),
  filingCode: prior.filingCode ?? PAYER_DEFAULTS[prior.planType].filingCode,
  payerId: prior.payerId,
  payerName: prior.payerName,
  memberId: prior.memberId,
  payerClaimNumber: prior.payerClaimNumber ?? undefined,
  paid: Money.sum(prior.decisions.map(({ paidCents }) => Money.cents(paidCents))),
  adjustments: [],
});

/** What the plans asked before decided about a line (2430). */
export function adjudicationsOf(
  line: ClaimLineFacts,
  prior: readonly PriorClaimFacts[],
): LineAdjudication[] | undefined {
  if (prior.length === 0) return undefined;
  return prior.flatMap(({ payerId, decisions }) => {
    const own = decisions
      .filter(({ lineNumber }) => lineNumber === line.lineNumber)
      .map(({ paidCents, adjustments, decidedOn }) => ({
        paid: Money.cents(paidCents),
        adjustments: adjustments.map(({ amountCents, ...rest }) => ({ ...rest, amount: Money.cents(amountCents) })),
        decidedOn: parseBusinessDate(decidedOn),
      }));
    return adjudicationOf(own, { payerId, units: line.units ?? 1 }) ?? [];
  });
}

/** Whether the plan asked last before has decided; undefined when this is the first. */
export function priorPayerDecided({ prior }: ClaimFacts): boolean | undefined {
  const last = prior.at(-1);
  return last && isAnswered(last.status as ClaimState);
}
