import { Injectable } from '@nestjs/common';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

/** Who acts, as a person. */
export interface Person {
  /** The staff user's id; an API key's own id when it belongs to nobody. */
  readonly id: string;
  /** An e-mail or a key's label; never a patient's name. */
  readonly label: string;
}

/**
 * Finds the person behind a session or an API key, so that nobody is two people by having both: where two people are
 * asked for, these ids are compared.
 *
 * Tx: joins or opens one.
 */
@Injectable()
export class ActingPerson {
  constructor(
    private readonly context: RequestContext,
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  async get(): Promise<Person> {
    const { kind, id, label } = this.context.actor;
    if (kind !== 'api_key') return { id, label };
    const owner = await this.tx.run(() =>
      this.sql.one<{ staffUserId: string | null }>(
        `SELECT staff_user_id AS "staffUserId" FROM api_keys WHERE clinic_id = current_clinic() AND id = $1`,
        [id],
      ),
    );
    return { id: owner?.staffUserId ?? id, label };
  }
}
