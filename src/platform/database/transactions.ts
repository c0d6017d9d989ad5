import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Propagation, TransactionHost } from '@nestjs-cls/transactional';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/errors';
import { RequestContext } from '../context/request-context';
import type { TransactionSettings } from './clinic-transaction';
import { ClinicTransactionAdapter } from './clinic-transaction.adapter';
import { isRetryable } from './pg-errors';

const ATTEMPTS = 4;

const isStale = (error: unknown): boolean => error instanceof DomainError && error.isStale;

/**
 * Opens transactions. Only use cases and readers call it; what they call joins.
 * READ COMMITTED; races are decided by row locks taken in id order and by unique keys.
 */
@Injectable()
export class Transactions {
  constructor(
    private readonly host: TransactionHost<ClinicTransactionAdapter>,
    private readonly context: RequestContext,
  ) {}

  /** Whether this call runs inside a transaction. Gateways to the outside world refuse to when it is. */
  get isOpen(): boolean {
    return this.host.isTransactionActive();
  }

  /** TypeORM's manager on the open transaction. */
  get manager(): EntityManager {
    return this.host.tx.manager;
  }

  /**
   * Runs work in the open transaction, or in a new one for the context's clinic.
   * A new one is tried again as a whole after a deadlock or serialization failure, or when it was decided on facts that have
   * changed since, a bounded number of times.
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.isOpen ? work() : this.open({ clinicId: this.context.clinicId, keepsPlans: false }, work);
  }

  /**
   * As {@link run}, for short writes that look rows up by their keys: statements keep the plan they were first given.
   * PostgreSQL would otherwise plan most of them again each time, because it guesses arrays to be longer than ours are,
   * and planning costs several times what they do. Not for searches with optional filters.
   */
  runKeyed<T>(work: () => Promise<T>): Promise<T> {
    return this.isOpen ? work() : this.open({ clinicId: this.context.clinicId, keepsPlans: true }, work);
  }

  /**
   * A transaction of its own that only reads, and sees one moment from its first statement to its last: for figures that have
   * to agree with each other. It is never tried again, because what it has read may have been sent.
   */
  runSnapshot<T>(work: () => Promise<T>): Promise<T> {
    const settings = { clinicId: this.context.clinicId, keepsPlans: false, isSnapshot: true };
    return this.host.withTransaction(Propagation.RequiresNew, settings, work);
  }

  /** A transaction without a tenant: row-level security shows it nothing, only the lookup functions answer. */
  runGlobal<T>(work: () => Promise<T>): Promise<T> {
    return this.open({ clinicId: null, keepsPlans: true }, work);
  }

  private async open<T>(settings: TransactionSettings, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.host.withTransaction(Propagation.RequiresNew, settings, work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !(isRetryable(error) || isStale(error))) throw error;
        await delay(Math.random() * 20 * 2 ** attempt);
      }
    }
  }
}
