import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { formatInstant, fromDate } from '../../kernel/clock';
import type { CardSetupId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { CardSetupRecords, consentShown, type OpenCardSetupInput } from './cards/card-setup-records';
import { CardSetupGateway } from './cards/card-setup-gateway';
import { PayLinks } from './pay-links';
import { CardSetupsRepository } from './persistence/card-setups.repository';

/** A page lives 31 minutes: Stripe's least is 30. */
const LIFETIME = Temporal.Duration.from({ minutes: 31 });

export interface OpenedCardSetup {
  readonly id: CardSetupId;
  readonly url: string;
  readonly expiresAt: string;
  readonly consent: { readonly textVersion: string; readonly text: string };
}

/**
 * Opens a page of Stripe's on which the patient saves a card. The consent text stands on it beside the button; whoever
 * presses it agrees. The card itself is kept when Stripe says so, see {@link KeepCard}.
 *
 * Tx: forbids one around it; stores consent and intent, then asks Stripe, then stores the answer. Idempotent by: the stored
 * rows, from which Stripe's keys derive. Errors: `patient_unknown`, `signing_before_discharge`,
 * `checkout_unavailable`.
 */
@Injectable()
export class OpenCardSetup {
  constructor(
    private readonly tx: Transactions,
    private readonly setups: CardSetupsRepository,
    private readonly gateway: CardSetupGateway,
    private readonly payLinks: PayLinks,
    private readonly records: CardSetupRecords,
    private readonly context: RequestContext,
  ) {}

  async execute(input: OpenCardSetupInput): Promise<OpenedCardSetup> {
    invariant(!this.tx.isOpen, 'a card setup is opened outside any transaction');
    const { clinicId } = this.context;
    const { patientId, returnUrl } = input;
    const shown = consentShown(input);
    const { link, customer, setup } = await this.tx.run(async () => {
      // Also refuses an unknown patient.
      const ensured = await this.payLinks.ensure(patientId);
      return { link: ensured, ...(await this.records.begin(input, { ...shown, lifetime: LIFETIME })) };
    });
    const stripeCustomerId =
      customer.stripeCustomerId ?? (await this.gateway.ensureCustomer({ id: customer.id, clinicId, patientId }));
    if (!customer.stripeCustomerId) await this.tx.run(() => this.setups.setCustomer(patientId, stripeCustomerId));
    const opened = await this.gateway.openSetup({
      setupId: setup.id,
      clinicId,
      stripeCustomerId,
      consentText: shown.text,
      expiresAt: fromDate(setup.expiresAt),
      successUrl: returnUrl ?? link.url,
      cancelUrl: returnUrl ?? link.url,
    });
    await this.tx.run(() => this.setups.setOpen(setup.id, opened));
    const { textVersion, text } = shown;
    const expiresAt = formatInstant(fromDate(setup.expiresAt));
    return { id: setup.id, url: opened.url, expiresAt, consent: { textVersion, text } };
  }
}
