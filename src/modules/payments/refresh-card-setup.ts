import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { Clock, toDate } from '../../kernel/clock';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { CardSetupGateway } from './cards/card-setup-gateway';
import { KeepCard } from './cards/keep-card';
import { type CardSetupRow, CardSetupsRepository } from './persistence/card-setups.repository';
import type { Refreshed } from './settling/refreshed';

/**
 * Asks Stripe what became of pages on which cards are saved, and keeps the cards: what events, the sweep and a look at a
 * patient's cards do.
 *
 * Tx: forbids one around it. Idempotent by: {@link KeepCard}. Errors: `checkout_unavailable`.
 */
@Injectable()
export class RefreshCardSetup {
  constructor(
    private readonly tx: Transactions,
    private readonly setups: CardSetupsRepository,
    private readonly gateway: CardSetupGateway,
    private readonly keep: KeepCard,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** `unknown` when the session or setup intent saves no card of ours. */
  async execute(stripeId: string): Promise<Refreshed> {
    const facts = await this.gateway.readSetup(stripeId);
    if (!facts?.setupId) return 'unknown';
    if (facts.clinicId !== this.context.clinicId) return 'clinic_differs';
    if (facts.livemode !== this.gateway.isLive) return 'livemode_differs';
    return (await this.keep.execute(facts.setupId, facts)) ? 'applied' : 'unknown';
  }

  async ofPatient(patientId: PatientId): Promise<void> {
    for (const setup of await this.tx.run(() => this.setups.unfinished({ patientId })))
      if (setup.stripeSessionId) await this.execute(setup.stripeSessionId);
  }

  /** Pages past their time: what they became, or that nobody ever had their address. */
  async overdue(): Promise<void> {
    const before = toDate(this.clock.now());
    for (const setup of await this.tx.run(() => this.setups.unfinished({ before }))) await this.end(setup);
  }

  private async end({ id, stripeSessionId }: CardSetupRow): Promise<void> {
    const isThere = stripeSessionId !== null && (await this.execute(stripeSessionId)) !== 'unknown';
    if (!isThere) await this.tx.run(() => this.setups.setEnded(id, 'failed'));
  }
}
