import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../kernel/clock';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { EntriesReader } from '../../modules/ledger/entries.reader';
import type { DisputeView } from '../../modules/payments/dispute.view';
import { DisputesReader } from '../../modules/payments/disputes.reader';
import { Transactions } from '../../platform/database/transactions';
import { DeskPatient } from '../patients/desk-patient';
import { entryShown } from '../payments/entry-shown';
import type { PatientHead } from '../ui/patient-head';
import { eventsOf } from './dispute-events';
import { disputeEntry, disputeReason, disputeState } from './dispute-words';
import type { DisputeShown } from './dispute.page';
import type { DeadlineShown, DisputeRowShown, DisputesPageProps } from './disputes.page';

const MOST = 50;
/** More than anybody answers at once. */
const MOST_OPEN = 200;
const MS_A_DAY = 86_400_000;

const FILTERS = [
  { status: 'open', label: 'Open' },
  { status: 'closed', label: 'Over' },
  { status: undefined, label: 'All' },
] as const;

/** What the pages about disputes show. Tx: joins the open one or opens its own. */
@Injectable()
export class DisputeDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly disputes: DisputesReader,
    private readonly entries: EntriesReader,
    private readonly people: DeskPatient,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
  ) {}

  /** @param wish `open`, `closed` or `all`; the open ones unless told */
  list(wish: string | undefined, cursor: string | undefined): Promise<Omit<DisputesPageProps, 'shell'>> {
    const status = wish === 'all' ? undefined : wish === 'closed' ? 'closed' : 'open';
    return this.transactions.run(async () => {
      const [{ timeZone }, open, page] = await Promise.all([
        this.clinics.settings(),
        this.disputes.list({ status: 'open', limit: MOST_OPEN }),
        this.disputes.list({ status, limit: MOST, cursor }),
      ]);
      const waiting = open.data.filter(({ isAnswerable }) => isAnswerable);
      const rows = await Promise.all(page.data.map((dispute) => this.row(dispute)));
      const next = page.nextCursor && new URLSearchParams({ status: status ?? 'all', cursor: page.nextCursor });
      return {
        timeZone,
        disputes: status === 'open' ? rows.sort(soonestFirst) : rows,
        toAnswer: {
          count: waiting.length,
          amount: Money.sum(waiting.map(({ amountCents }) => Money.cents(amountCents))),
        },
        filters: FILTERS.map((filter) => ({
          href: `/disputes?status=${filter.status ?? 'all'}`,
          label: filter.label,
          isShown: filter.status === status,
        })),
        nextHref: next ? `/disputes?${next.toString()}` : undefined,
      };
    });
  }

  /** Errors: `dispute_unknown`. */
  one(id: string): Promise<{ dispute: DisputeShown; patient?: PatientHead; timeZone: string }> {
    return this.transactions.run(async () => {
      const view = await this.disputes.get(id);
      const [{ patient, timeZone }, entries] = await Promise.all([
        this.people.of(view.patientId as PatientId),
        this.entries.list({ sourceType: 'dispute', sourceId: id }),
      ]);
      const shown = entries.data.toReversed().map((entry) => entryShown(entry, disputeEntry));
      return { patient, timeZone, dispute: { ...this.facts(view), entries: shown } };
    });
  }

  private async row(view: DisputeView): Promise<DisputeRowShown> {
    const { patient } = await this.people.of(view.patientId as PatientId);
    return { ...this.facts(view), patient, openedAt: Temporal.Instant.from(view.openedAt) };
  }

  private facts(view: DisputeView): Omit<DisputeShown, 'entries'> {
    return {
      id: view.id,
      paymentId: view.paymentId,
      processorId: view.processorId,
      state: disputeState(view.status),
      isInquiry: view.isInquiry,
      isAnswerable: view.isAnswerable,
      isSending: view.answers.some(({ status }) => status === 'sending'),
      reason: disputeReason(view.reason),
      amount: Money.cents(view.amountCents),
      held: Money.cents(view.heldCents),
      fees: Money.cents(view.feeCents),
      deadline: view.isAnswerable && view.evidenceDueAt ? this.deadline(view.evidenceDueAt) : undefined,
      events: eventsOf(view),
    };
  }

  private deadline(text: string): DeadlineShown {
    const at = Temporal.Instant.from(text);
    return { at, daysLeft: Math.floor((at.epochMilliseconds - this.clock.now().epochMilliseconds) / MS_A_DAY) };
  }
}

/** Those with a day to answer by first, the nearest at the head. */
function soonestFirst(a: DisputeRowShown, b: DisputeRowShown): number {
  if (!a.deadline || !b.deadline) return Number(!a.deadline) - Number(!b.deadline);
  return Temporal.Instant.compare(a.deadline.at, b.deadline.at);
}
