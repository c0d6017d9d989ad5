import type { PriceRule } from '../../../domain/pricing/price-rule';
import { DomainError } from '../../../kernel/errors';
import { parseBusinessDate } from '../../../kernel/business-date';
import type { DefineServiceInput } from '../define-service';
import type { DefineServiceBody, PriceFields } from './service.dto';

/** The price a body gives, or undefined when it gives none. Errors: `validation_failed` for more than one. */
function priceRuleOf(body: PriceFields): PriceRule | undefined {
  const rules: PriceRule[] = [];
  if (body.priceCents !== undefined) rules.push({ rule: 'fixed', priceCents: body.priceCents });
  if (body.slidingScale) rules.push({ rule: 'sliding_scale', ...body.slidingScale });
  if (body.percentOf) rules.push({ rule: 'percent_of', ...body.percentOf });
  if (body.notOffered) rules.push({ rule: 'not_offered' });
  if (rules.length > 1) throw oneOfFour();
  return rules[0];
}

/** The price a body must give. Errors: `validation_failed` for none or more than one. */
export function requiredPriceRule(body: PriceFields): PriceRule {
  const rule = priceRuleOf(body);
  if (!rule) throw oneOfFour();
  return rule;
}

/** The service a body describes, with its first price when it gives one. Errors: `validation_failed`. */
export function toNewService(body: DefineServiceBody): DefineServiceInput {
  const rule = priceRuleOf(body);
  if (!rule && body.effectiveFrom !== undefined) throw oneOfFour();
  const { code, kind, displayName, neutralName, durationMinutes, documentRule, hsaFsaEligible, revenueAccount } = body;
  const effectiveFrom = body.effectiveFrom === undefined ? undefined : parseBusinessDate(body.effectiveFrom);
  return {
    code,
    kind,
    modality: body.modality ?? undefined,
    displayName,
    neutralName,
    durationMinutes,
    documentRule,
    hsaFsaEligible,
    capacity: body.capacity ?? undefined,
    revenueAccount,
    price: rule && { rule, effectiveFrom },
  };
}

const oneOfFour = (): DomainError =>
  new DomainError('validation_failed', {
    errors: [
      { pointer: '/priceCents', message: 'give exactly one of priceCents, slidingScale, percentOf or notOffered' },
    ],
  });
