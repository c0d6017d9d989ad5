import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { Transactions } from '../../platform/database/transactions';
import { type Page, pageOf, type PageQuery } from '../../platform/http/pagination';
import { newestFirst } from './persistence/newest-first';
import { type StaffUserRow, StaffUsersRepository } from './persistence/staff-users.repository';
import type { StaffUserView } from './staff-user.view';

export const toStaffUserView = (row: StaffUserRow): StaffUserView => ({
  id: row.id,
  email: row.email,
  displayName: row.display_name,
  role: row.role,
  status: row.status,
  version: row.version,
  createdAt: formatInstant(fromDate(row.created_at)),
});

/** The clinic's staff. Tx: joins or opens one. */
@Injectable()
export class StaffUsersReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: StaffUsersRepository,
  ) {}

  /** Errors: `staff_user_unknown`. */
  get(id: string): Promise<StaffUserView> {
    return this.transactions.run(async () => toStaffUserView(await this.users.get(id)));
  }

  /** Newest first. Errors: `cursor_invalid`. */
  list(query: PageQuery): Promise<Page<StaffUserView>> {
    const page = newestFirst(query);
    return this.transactions.run(async () =>
      pageOf(await this.users.list(page), page.limit, (row) => [row.id], toStaffUserView),
    );
  }
}
