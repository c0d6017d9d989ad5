import { Injectable } from '@nestjs/common';
import { ACCOUNT } from '../../domain/ledger/accounts';
import type { PriceRule } from '../../domain/pricing/price-rule';
import type { ServiceKind, ServiceTerms } from '../../domain/pricing/service-terms';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError, type FieldError } from '../../kernel/errors';
import type { ServiceId } from '../../kernel/ids';
import { violates } from '../../platform/database/pg-errors';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import { ServicesRepository } from './persistence/services.repository';
import { PricesReader } from './prices.reader';
import type { ServiceView } from './service.view';
import { SetPrice } from './set-price';

/** Words that would tell a stranger what the patient is treated with or for. */
const TELLING = /ketamin|spravato|psych|infusion|inject|depress|trauma/i;

function termErrors(terms: ServiceTerms): FieldError[] {
  const errors: FieldError[] = [];
  if (TELLING.test(terms.neutralName))
    errors.push({ pointer: '/neutralName', message: 'must not name a drug, a treatment or a condition' });
  if (terms.kind === 'fee' && terms.hsaFsaEligible)
    errors.push({ pointer: '/hsaFsaEligible', message: 'a fee is not care: HSA/FSA money cannot pay for it' });
  if (terms.kind === 'fee' && terms.documentRule !== 'receipt_only')
    errors.push({ pointer: '/documentRule', message: 'a fee goes on a receipt only' });
  return errors;
}

/** The price a service starts with. */
export interface FirstPrice {
  readonly rule: PriceRule;
  /** The clinic's today unless told. */
  readonly effectiveFrom?: BusinessDate;
}

/** A service to add, and its first price when it has one already. */
export interface DefineServiceInput extends Omit<ServiceTerms, 'revenueAccount'> {
  /** The account of its kind unless told. */
  readonly revenueAccount?: number;
  readonly price?: FirstPrice;
}

/** Where revenue goes when a service does not say (DOMAIN.md §10.2). */
const REVENUE_ACCOUNTS: Readonly<Record<ServiceKind, number>> = {
  intake: ACCOUNT.intakeRevenue,
  experiential: ACCOUNT.experientialRevenue,
  integration: ACCOUNT.integrationRevenue,
  preparation: ACCOUNT.integrationRevenue,
  group_experiential: ACCOUNT.groupRevenue,
  spravato: ACCOUNT.spravatoDrugRevenue,
  iv_infusion: ACCOUNT.ketamineAdministrationRevenue,
  fee: ACCOUNT.nonClinicalFees,
};

/**
 * Adds a service to the clinic's catalog, with its first price if one is given.
 *
 * Tx: joins or opens one. Errors: `service_code_taken`, `ledger_account_unknown` for a revenue account the clinic's
 * books do not have, `validation_failed` for a telling neutral name or a fee that claims to be care, and those of
 * SetPrice.
 */
@Injectable()
export class DefineService {
  constructor(
    private readonly transactions: Transactions,
    private readonly services: ServicesRepository,
    private readonly setPrice: SetPrice,
    private readonly prices: PricesReader,
    private readonly clinics: ClinicsReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute({ price, ...input }: DefineServiceInput): Promise<ServiceView> {
    const terms = { ...input, revenueAccount: input.revenueAccount ?? REVENUE_ACCOUNTS[input.kind] };
    const errors = termErrors(terms);
    if (errors.length > 0) throw new DomainError('validation_failed', { errors });
    const id = this.services.newId();
    try {
      return await this.transactions.run(async () => {
        await this.insert(id, terms);
        const on = price?.effectiveFrom ?? (await this.clinics.today());
        if (price) await this.setPrice.execute({ serviceCode: terms.code, effectiveFrom: on, rule: price.rule });
        return this.prices.service(terms.code, on);
      });
    } catch (error) {
      throw refusalOf(error, terms) ?? error;
    }
  }

  private async insert(id: ServiceId, terms: ServiceTerms): Promise<void> {
    await this.services.insert(id, terms);
    await this.audit.execute({
      action: 'service.define',
      subject: { type: 'service', id },
      facts: { code: terms.code },
    });
  }
}

function refusalOf(error: unknown, terms: ServiceTerms): DomainError | undefined {
  if (violates(error, 'uq_services_code'))
    return new DomainError('service_code_taken', { detail: `The catalog already has a service ${terms.code}.` });
  if (violates(error, 'fk_services_revenue_account'))
    return new DomainError('ledger_account_unknown', {
      detail: `The books have no account ${terms.revenueAccount}.`,
      errors: [{ pointer: '/revenueAccount', message: 'must be a revenue account of the clinic’s books' }],
    });
  return undefined;
}
