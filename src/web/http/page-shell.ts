import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authorize } from '../../modules/access/authorize';
import { CsrfToken } from '../../modules/access/csrf-token';
import { StaffUsersReader } from '../../modules/access/staff-users.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { Config } from '../../platform/config/config';
import { type Role, RequestContext } from '../../platform/context/request-context';
import type { Shell } from '../ui/staff-page';

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  front_desk: 'Front desk',
  biller: 'Biller',
  accountant: 'Accountant',
  admin: 'Administrator',
};

/** What every page of the staff shows around its own part, for whoever asks. */
@Injectable()
export class PageShell {
  constructor(
    private readonly context: RequestContext,
    private readonly authorize: Authorize,
    private readonly csrf: CsrfToken,
    private readonly users: StaffUsersReader,
    private readonly clinics: ClinicsReader,
    private readonly config: Config,
  ) {}

  async of(request: FastifyRequest): Promise<Shell> {
    const { actor } = this.context;
    const [clinic, user] = await Promise.all([
      this.clinics.current(),
      actor.kind === 'staff' ? this.users.get(actor.id) : undefined,
    ]);
    return {
      clinicName: clinic.name,
      userName: user?.displayName ?? actor.label,
      roleName: actor.role ? ROLE_NAMES[actor.role] : '',
      csrf: this.csrf.of(request),
      isSandbox: this.config.stripe.sandboxUrl !== undefined,
      mayFindPatients: this.authorize.may('patients.read'),
      links: [
        ...(this.authorize.may('visits.read') ? [{ href: '/', label: 'Today' }] : []),
        ...(this.authorize.may('patients.read') ? [{ href: '/patients', label: 'Patients' }] : []),
        ...(this.authorize.may('groups.read') ? [{ href: '/groups', label: 'Groups' }] : []),
        ...(this.authorize.may('estimates.read') ? [{ href: '/estimates', label: 'Estimates' }] : []),
        ...(this.authorize.may('claims.read') ? [{ href: '/claims', label: 'Claims' }] : []),
        ...(this.authorize.may('drawers.work') ? [{ href: '/drawers', label: 'Drawer' }] : []),
        ...(this.authorize.may('days.read') ? [{ href: '/days', label: 'Days' }] : []),
        ...(this.authorize.may('tasks.work') ? [{ href: '/tasks', label: 'To do' }] : []),
        ...(this.authorize.may('disputes.read') ? [{ href: '/disputes', label: 'Disputes' }] : []),
        ...(this.authorize.may('reconciliation.read') ? [{ href: '/reconciliation', label: 'Reconcile' }] : []),
        ...(this.authorize.may('notices.read') ? [{ href: '/messages', label: 'Messages' }] : []),
        ...(this.authorize.may('ledger.read') ? [{ href: '/books', label: 'Books' }] : []),
        ...(this.authorize.may('reports.read') ? [{ href: '/reports', label: 'Reports' }] : []),
        ...(this.authorize.may('settings.manage') ? [{ href: '/settings/policies', label: 'Settings' }] : []),
      ],
    };
  }
}
