import { Injectable } from '@nestjs/common';
import type { ServiceTerms } from '../../domain/pricing/service-terms';
import { Clock } from '../../kernel/clock';
import { DomainError, type FieldError } from '../../kernel/errors';
import { newId, type ServiceId } from '../../kernel/ids';
import { violates } from '../../platform/database/pg-errors';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ServicesRepository } from './persistence/services.repository';
import type { ServiceView } from './service.view';

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

/**
 * Adds a service to the clinic's catalog. Its price is published on its own, with SetPrice or a price list import.
 *
 * Tx: joins or opens one. Errors: `service_code_taken`, `ledger_account_unknown` for a revenue account the clinic's
 * books do not have, `validation_failed` for a telling neutral name or a fee that claims to be care.
 */
@Injectable()
export class DefineService {
  constructor(
    private readonly transactions: Transactions,
    private readonly services: ServicesRepository,
    private readonly clock: Clock,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(terms: ServiceTerms): Promise<ServiceView> {
    const errors = termErrors(terms);
    if (errors.length > 0) throw new DomainError('validation_failed', { errors });
    const id = newId<ServiceId>(this.clock.now());
    try {
      await this.transactions.run(() => this.insert(id, terms));
    } catch (error) {
      throw refusalOf(error, terms) ?? error;
    }
    return {
      ...terms,
      id,
      modality: terms.modality ?? null,
      capacity: terms.capacity ?? null,
      priceRule: null,
      priceCents: null,
      slidingScale: null,
      percentOf: null,
      effectiveFrom: null,
    };
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
