import type { Role } from '../../platform/context/request-context';

/** What a staff member or an API key may be. A patient never has a role: single-purpose links serve patients. */
export const ROLES = ['front_desk', 'biller', 'accountant', 'admin'] as const satisfies readonly Role[];

/** Everything a route can ask for. A route names exactly one; see {@link ROLE_MATRIX} for who has it. */
export type Permission =
  | 'clinic.read'
  | 'services.read'
  | 'services.write'
  | 'patients.read'
  | 'patients.write'
  | 'patient_accounts.read'
  | 'coverage.read'
  | 'coverage.write'
  | 'authorizations.write'
  | 'quotes.make'
  | 'visits.post'
  | 'visits.read'
  | 'invoices.read'
  | 'payments.take'
  | 'payments.read'
  | 'checkout.start'
  | 'pay_links.manage'
  | 'documents.issue'
  | 'documents.read'
  | 'receipts.read'
  | 'ledger.read'
  | 'settings.manage'
  | 'users.manage'
  | 'audit.read'
  | 'claims.read'
  | 'claims.work'
  | 'remittances.post'
  | 'courses.read'
  | 'courses.enroll'
  | 'packages.read'
  | 'packages.sell'
  | 'packages.cancel'
  | 'estimates.issue'
  | 'estimates.read'
  | 'groups.read'
  | 'groups.work'
  | 'plans.read'
  | 'plans.work'
  | 'estimates.override'
  | 'estimate_disputes.work'
  | 'tasks.work'
  | 'approvals.read'
  | 'approvals.decide'
  | 'adjustments.make'
  | 'invoices.void'
  | 'refunds.issue'
  | 'payments.void'
  | 'deposits.take'
  | 'cards.manage'
  | 'cards.read'
  | 'disputes.read'
  | 'disputes.answer'
  | 'reconciliation.read'
  | 'reconciliation.work'
  | 'drawers.work'
  | 'days.close'
  | 'days.read'
  | 'days.reopen'
  | 'notices.read'
  | 'notices.send'
  | 'reports.read'
  | 'reports.names'
  | 'journals.export'
  | 'periods.close';

const EVERYONE = ROLES;
const DESK = ['front_desk', 'biller', 'admin'] as const;
const BILLING = ['biller', 'admin'] as const;
const BOOKS = ['accountant', 'admin'] as const;
const ADMIN = ['admin'] as const;

/**
 * Who may do what, as data: the front desk receives patients, posts visits and takes money; a biller does that and
 * works with payers; an accountant reads money and exports, takes none and sees nothing clinical (a visit, a coverage or a
 * superbill shows a diagnosis or a drug, a patient record identifies a person); an admin does everything.
 * Minimum necessary by role: 45 CFR 164.514(d)(2).
 */
export const ROLE_MATRIX = {
  'clinic.read': EVERYONE,
  'services.read': EVERYONE,
  'services.write': ADMIN,
  'patients.read': DESK,
  'patients.write': DESK,
  'patient_accounts.read': EVERYONE,
  'coverage.read': DESK,
  'coverage.write': DESK,
  'authorizations.write': BILLING,
  'quotes.make': DESK,
  'visits.post': DESK,
  'visits.read': DESK,
  'invoices.read': EVERYONE,
  'payments.take': DESK,
  'payments.read': EVERYONE,
  'checkout.start': DESK,
  'pay_links.manage': DESK,
  'documents.issue': DESK,
  'documents.read': DESK,
  'receipts.read': EVERYONE,
  'ledger.read': BOOKS,
  'settings.manage': ADMIN,
  'users.manage': ADMIN,
  'audit.read': BOOKS,
  'claims.read': DESK,
  'claims.work': BILLING,
  'remittances.post': BILLING,
  'courses.read': DESK,
  'courses.enroll': DESK,
  'packages.read': DESK,
  'packages.sell': DESK,
  'packages.cancel': BILLING,
  'estimates.issue': DESK,
  'estimates.read': DESK,
  'groups.read': DESK,
  'groups.work': DESK,
  'plans.read': EVERYONE,
  'plans.work': DESK,
  'estimates.override': BILLING,
  'estimate_disputes.work': BILLING,
  'tasks.work': EVERYONE,
  'approvals.read': EVERYONE,
  'approvals.decide': ADMIN,
  'adjustments.make': BILLING,
  'invoices.void': BILLING,
  'refunds.issue': BILLING,
  'payments.void': DESK,
  'deposits.take': DESK,
  'cards.manage': DESK,
  'cards.read': DESK,
  'disputes.read': EVERYONE,
  'disputes.answer': BILLING,
  'reconciliation.read': BOOKS,
  'reconciliation.work': BOOKS,
  'drawers.work': DESK,
  'days.close': DESK,
  'days.read': EVERYONE,
  'days.reopen': BOOKS,
  'notices.read': DESK,
  'notices.send': DESK,
  'reports.read': BOOKS,
  'reports.names': ADMIN,
  'journals.export': BOOKS,
  'periods.close': BOOKS,
} as const satisfies Record<Permission, readonly Role[]>;

/** Whether the matrix gives the permission to the role. */
export function isAllowed(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = ROLE_MATRIX[permission];
  return roles.includes(role);
}
