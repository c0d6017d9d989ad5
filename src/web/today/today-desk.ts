import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import type { VisitView } from '../../modules/charges/visit.view';
import { VisitsReader } from '../../modules/charges/visits.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { BalancesReader } from '../../modules/ledger/balances.reader';
import { PaymentsReader } from '../../modules/payments/payments.reader';
import { Transactions } from '../../platform/database/transactions';
import { servicesOf } from '../patients/timeline-events';
import { type TodayPerson, TodayPeople } from './today-people';
import type { CreditRow, TodayPageProps, TodayVisit } from './today.page';
import { patientOpen, visitState } from './visit-state';

/** More visits than a clinic sees in a day. */
const MOST = 200;

/** What the first page of the front desk shows, read in one transaction. */
@Injectable()
export class TodayDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly visits: VisitsReader,
    private readonly payments: PaymentsReader,
    private readonly people: TodayPeople,
    private readonly balances: BalancesReader,
  ) {}

  read(): Promise<Omit<TodayPageProps, 'shell' | 'mayCharge' | 'till' | 'waiting'>> {
    return this.transactions.run(async () => {
      const today = await this.clinics.today();
      const [{ timeZone }, { data: visits }, taken] = await Promise.all([
        this.clinics.current(),
        this.visits.list({ on: today, limit: MOST }),
        this.takenOn(today),
      ]);
      const ids = [...new Set(visits.map(({ patientId }) => patientId))];
      const [people, credits] = await Promise.all([this.people.of(ids), this.creditsOf(ids)]);
      const shown = visits
        .map((visit) => toTodayVisit(visit, people))
        .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
      return {
        today,
        timeZone,
        visits: shown,
        taken,
        credits: credits.flatMap(({ id, credit }): CreditRow[] => {
          const patient = people.get(id)?.head;
          return patient && credit.isPositive() ? [{ patient, credit }] : [];
        }),
      };
    });
  }

  private creditsOf(ids: readonly PatientId[]) {
    return Promise.all(ids.map(async (id) => ({ id, credit: (await this.balances.patient(id)).unappliedCredit })));
  }

  /** Everything taken on a day, by every tender, before refunds. */
  private async takenOn(day: BusinessDate): Promise<Money> {
    let total = Money.ZERO;
    let cursor: string | undefined;
    do {
      const page = await this.payments.list({ from: day.toString(), to: day.toString(), limit: MOST, cursor });
      const taken = page.data.filter(({ status }) => TAKEN.has(status));
      total = total.plus(Money.sum(taken.map(({ amountCents }) => Money.cents(amountCents))));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return total;
  }
}

const TAKEN = new Set<string>(['succeeded', 'partly_refunded', 'refunded', 'disputed']);

function toTodayVisit(visit: VisitView, people: ReadonlyMap<PatientId, TodayPerson>): TodayVisit {
  const person = people.get(visit.patientId);
  invariant(person, 'the patient of a visit was read with it');
  return {
    visitId: visit.id,
    at: Temporal.Instant.from(visit.createdAt),
    patient: person.head,
    hasCard: person.hasCard,
    hasPlan: person.hasPlan,
    services: servicesOf(visit.charges),
    state: visitState(visit),
    balance: patientOpen(visit),
    invoiceId: visit.invoiceId ?? undefined,
  };
}
