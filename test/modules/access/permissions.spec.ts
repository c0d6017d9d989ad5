import { isAllowed, type Permission, ROLE_MATRIX, ROLES } from '../../../src/modules/access/permissions';

/** Every cell, by hand: front desk, biller, accountant, admin. */
const CELLS: Readonly<Record<Permission, string>> = {
  'clinic.read': 'FBCA',
  'services.read': 'FBCA',
  'services.write': '---A',
  'patients.read': 'FB-A',
  'patients.write': 'FB-A',
  'patient_accounts.read': 'FBCA',
  'coverage.read': 'FB-A',
  'coverage.write': 'FB-A',
  'authorizations.write': '-B-A',
  'quotes.make': 'FB-A',
  'visits.post': 'FB-A',
  'visits.read': 'FB-A',
  'invoices.read': 'FBCA',
  'payments.take': 'FB-A',
  'payments.read': 'FBCA',
  'checkout.start': 'FB-A',
  'pay_links.manage': 'FB-A',
  'documents.issue': 'FB-A',
  'documents.read': 'FB-A',
  'receipts.read': 'FBCA',
  'ledger.read': '--CA',
  'settings.manage': '---A',
  'users.manage': '---A',
  'audit.read': '--CA',
  'claims.read': 'FB-A',
  'claims.work': '-B-A',
  'remittances.post': '-B-A',
  'courses.read': 'FB-A',
  'courses.enroll': 'FB-A',
  'packages.read': 'FB-A',
  'packages.sell': 'FB-A',
  'packages.cancel': '-B-A',
  'estimates.issue': 'FB-A',
  'estimates.read': 'FB-A',
  'groups.read': 'FB-A',
  'groups.work': 'FB-A',
  'plans.read': 'FBCA',
  'plans.work': 'FB-A',
  'estimates.override': '-B-A',
  'estimate_disputes.work': '-B-A',
  'tasks.work': 'FBCA',
  'approvals.read': 'FBCA',
  'approvals.decide': '---A',
  'adjustments.make': '-B-A',
  'invoices.void': '-B-A',
  'refunds.issue': '-B-A',
  'payments.void': 'FB-A',
  'deposits.take': 'FB-A',
  'cards.manage': 'FB-A',
  'cards.read': 'FB-A',
  'disputes.read': 'FBCA',
  'disputes.answer': '-B-A',
  'reconciliation.read': '--CA',
  'reconciliation.work': '--CA',
  'drawers.work': 'FB-A',
  'days.close': 'FB-A',
  'days.read': 'FBCA',
  'days.reopen': '--CA',
  'notices.read': 'FB-A',
  'notices.send': 'FB-A',
  'reports.read': '--CA',
  'reports.names': '---A',
  'journals.export': '--CA',
  'periods.close': '--CA',
};

const cells = (Object.keys(ROLE_MATRIX) as Permission[]).flatMap((permission) =>
  ROLES.map((role, column) => ({ permission, role, allowed: CELLS[permission][column] !== '-' })),
);

describe('The role matrix', () => {
  it.each(cells)('$role and $permission: $allowed', ({ permission, role, allowed }) => {
    expect(isAllowed(role, permission)).toBe(allowed);
  });

  it('gives a biller everything the front desk has, and an admin everything', () => {
    for (const permission of Object.keys(ROLE_MATRIX) as Permission[]) {
      expect(isAllowed('admin', permission)).toBe(true);
      if (isAllowed('front_desk', permission)) expect(isAllowed('biller', permission)).toBe(true);
    }
  });
});
