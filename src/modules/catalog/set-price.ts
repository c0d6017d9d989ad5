import { Injectable } from '@nestjs/common';
import { checkPriceRule } from '../../domain/pricing/check-price-rule';
import type { PriceRule } from '../../domain/pricing/price-rule';
import type { BusinessDate } from '../../kernel/business-date';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { PricePublisher } from './persistence/price-publisher';
import { priceRuleView } from './service-view-of';
import type { PriceView } from './service.view';

/** A price to publish for one service. */
export interface SetPriceInput {
  readonly serviceCode: string;
  /** First business day it holds; a day that already has a price gets a new revision. */
  readonly effectiveFrom: BusinessDate;
  readonly rule: PriceRule;
  /** The default list unless named. */
  readonly priceList?: string;
}

/** Where each rule's fields are in a request, for the pointers of a refusal. */
const POINTERS: Readonly<Record<PriceRule['rule'], string>> = {
  fixed: '',
  sliding_scale: '/slidingScale',
  percent_of: '/percentOf',
  not_offered: '',
};

/**
 * Publishes a price. Prices are never edited: visits on earlier days keep the price that held then.
 *
 * Tx: joins or opens one. Idempotent by: publishing the price that already stands changes nothing.
 * Errors: `service_unknown`; `price_rule_invalid` for a scale that falls, a share above the whole or of itself.
 */
@Injectable()
export class SetPrice {
  constructor(
    private readonly transactions: Transactions,
    private readonly publisher: PricePublisher,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute({ serviceCode, effectiveFrom, rule, priceList }: SetPriceInput): Promise<PriceView> {
    checkPriceRule(rule, POINTERS[rule.rule]);
    return this.transactions.run(async () => {
      const published = await this.publisher.publish([{ serviceCode, effectiveFrom, rule }], priceList);
      const [price] = published.publications;
      invariant(price, 'one price in, one price out');
      if (price.isNew)
        await this.audit.execute({
          action: 'price.publish',
          subject: { type: 'service' },
          facts: { serviceCode, effectiveFrom: effectiveFrom.toString(), revision: price.revision },
        });
      return {
        serviceCode,
        priceList: published.priceList,
        effectiveFrom: effectiveFrom.toString(),
        revision: price.revision,
        priceRule: rule.rule,
        priceCents: rule.rule === 'fixed' ? rule.priceCents : null,
        ...priceRuleView(rule),
      };
    });
  }
}
