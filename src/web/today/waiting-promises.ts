import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { EstimatesReader } from '../../modules/estimates/estimates.reader';
import { GroupSessionsReader } from '../../modules/groups/group-sessions.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { PlansReader } from '../../modules/plans/plans.reader';
import { toPatientHead } from '../patients/patient-heads';
import { count, formatDate, formatMoment } from '../ui/text';
import { parseBusinessDate } from '../../kernel/business-date';
import type { WaitingRow } from './waiting-card';

/** More than anybody works off in a day. */
const MOST = 50;
/** Sessions so near have their seats paid now. */
const SEATS_WITHIN_DAYS = 7;
/** A Good Faith Estimate is due within days (45 CFR 149.610(b)(1)): the week shows all of them. */
const ESTIMATES_WITHIN_DAYS = 7;

/** What was promised and waits for somebody: signatures, estimates, seats. Tx: joins the open one or opens its own. */
@Injectable()
export class WaitingPromises {
  constructor(
    private readonly plans: PlansReader,
    private readonly estimates: EstimatesReader,
    private readonly groups: GroupSessionsReader,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
  ) {}

  async read(): Promise<WaitingRow[]> {
    const today = await this.clinics.today();
    return [...(await this.dueEstimates(today)), ...(await this.unsignedPlans()), ...(await this.unpaidSeats(today))];
  }

  private async dueEstimates(today: BusinessDate): Promise<WaitingRow[]> {
    const dueBefore = today.add({ days: ESTIMATES_WITHIN_DAYS }).toString();
    const { data } = await this.estimates.list({ status: 'owed', dueBefore, limit: MOST });
    const days = data.flatMap(({ dueBy }) => dueBy ?? []).sort();
    const [first] = days;
    if (first === undefined) return [];
    return [
      {
        href: '/estimates',
        what: 'Estimates to give',
        note: `the first by ${formatDate(parseBusinessDate(first))}`,
        count: data.length,
        isLate: first < today.toString(),
      },
    ];
  }

  private async unsignedPlans(): Promise<WaitingRow[]> {
    const { data } = await this.plans.list({ unsigned: true, limit: MOST });
    const open = data.filter(({ status }) => status === 'active' || status === 'paused');
    return Promise.all(
      open.map(async ({ id, number, patientId }) => ({
        href: `/plans/${id}#agreement`,
        what: `Plan ${number} to be signed`,
        note: toPatientHead(await this.patients.get(patientId as PatientId)).name,
      })),
    );
  }

  private async unpaidSeats(today: BusinessDate): Promise<WaitingRow[]> {
    const to = today.add({ days: SEATS_WITHIN_DAYS });
    const { data } = await this.groups.list({ from: today, to, status: 'scheduled', limit: MOST });
    const { timeZone } = await this.clinics.settings();
    return data.flatMap(({ id, description, startsAt, seats }) => {
      const unpaid = seats.filter(({ isPaid }) => !isPaid).length;
      const when = formatMoment(Temporal.Instant.from(startsAt), timeZone);
      return unpaid > 0
        ? [{ href: `/groups/${id}`, what: `${count(unpaid, 'seat')} unpaid`, note: `${description}, ${when}` }]
        : [];
    });
  }
}
