import { Injectable } from '@nestjs/common';
import type { ClinicId, PaymentMethodId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { RefreshCardSetup } from '../refresh-card-setup';
import { SavedCardChanges } from '../cards/saved-card-changes';
import {
  type EventOutcome,
  RegisterStripeEventHandler,
  StripeEventHandler,
  type StripeEventToApply,
} from '../stripe-event-handler';

/**
 * Events about saved cards: saved on the page (`setup_intent.*`), detached at Stripe, replaced by the bank. A card carries
 * no metadata of ours: its clinic is found by Stripe's id of it, and one we do not keep is nothing of ours (yet).
 */
@RegisterStripeEventHandler()
@Injectable()
export class CardEventsHandler extends StripeEventHandler {
  readonly types = ['setup_intent.', 'payment_method.'];

  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly setups: RefreshCardSetup,
    private readonly changes: SavedCardChanges,
  ) {
    super();
  }

  async handle(event: StripeEventToApply): Promise<EventOutcome> {
    if (event.type.startsWith('setup_intent.')) {
      if (!event.clinicId) return 'ignored';
      const outcome = await this.setups.execute(event.objectId);
      if (outcome === 'applied') return 'applied';
      return outcome === 'unknown' ? 'ignored' : { quarantine: outcome };
    }
    const card = await this.tx.runGlobal(() =>
      this.sql.one<{ clinicId: ClinicId; id: PaymentMethodId }>(
        'SELECT clinic_id AS "clinicId", id FROM find_payment_method($1)',
        [event.objectId],
      ),
    );
    if (!card) return 'ignored';
    const actor = { kind: 'system', id: 'payments:apply-stripe-event', label: 'payments:apply-stripe-event' } as const;
    await this.context.runAs({ clinicId: card.clinicId, actor }, () => this.changes.look(card.id, event.objectId));
    return 'applied';
  }
}
