import { Injectable } from '@nestjs/common';
import type { Protocol } from '../../domain/courses/protocol';
import { DomainError } from '../../kernel/errors';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { decodeCursor, DEFAULT_LIMIT, type Page, pageOf, type PageQuery } from '../../platform/http/pagination';

interface ProtocolRow {
  readonly code: string;
  readonly name: string;
  readonly definition: Omit<Protocol, 'code' | 'name'>;
}

const toProtocol = ({ code, name, definition }: ProtocolRow): Protocol => ({ code, name, ...definition });

/** The clinic's courses of treatment. Tx: joins the open one or opens its own. */
@Injectable()
export class ProtocolsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Errors: `protocol_unknown`. */
  async get(code: string): Promise<Protocol> {
    const row = await this.tx.run(() =>
      this.sql.one<ProtocolRow>(
        'SELECT code, name, definition FROM protocols WHERE clinic_id = current_clinic() AND code = $1',
        [code],
      ),
    );
    if (!row) throw new DomainError('protocol_unknown', { detail: 'This clinic has no such course.' });
    return toProtocol(row);
  }

  /** By code. Errors: `cursor_invalid`. */
  list({ limit = DEFAULT_LIMIT, cursor }: PageQuery): Promise<Page<Protocol>> {
    const [after] = cursor === undefined ? [''] : decodeCursor(cursor, 1);
    return this.tx.run(async () => {
      const rows = await this.sql.query<ProtocolRow>(
        'SELECT code, name, definition FROM protocols WHERE clinic_id = current_clinic() AND code > $1 ORDER BY code LIMIT $2',
        [after, limit + 1],
      );
      return pageOf(rows, limit, ({ code }) => [code], toProtocol);
    });
  }
}
