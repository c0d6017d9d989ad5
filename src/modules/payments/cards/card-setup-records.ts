import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { CONSENT_TEXT_VERSION, type ConsentTerms, consentText } from '../../../domain/payments/card-consent';
import type { CardLabel } from '../../../domain/payments/saved-card';
import { Clock, toDate } from '../../../kernel/clock';
import { type CardConsentId, type CardSetupId, newId, type PatientId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { SoberFirst } from '../../patients/sober-first';
import { CardSetupsRepository } from '../persistence/card-setups.repository';

export interface OpenCardSetupInput extends ConsentTerms {
  readonly patientId: PatientId;
  readonly label: CardLabel;
  /** Where the hosted page leads back to, of this service; the patient's own page unless told. */
  readonly returnUrl?: string;
}

/** The very text a holder is shown, and what proves it later. */
export function consentShown(terms: ConsentTerms): { textVersion: string; text: string; textSha256: string } {
  const text = consentText(terms);
  return { textVersion: CONSENT_TEXT_VERSION, text, textSha256: createHash('sha256').update(text).digest('hex') };
}

/** The stored side of it. Tx: needs one. Errors: `signing_before_discharge`: pressing the button is agreeing. */
@Injectable()
export class CardSetupRecords {
  constructor(
    private readonly setups: CardSetupsRepository,
    private readonly signing: SoberFirst,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  async begin(
    { patientId, label, purpose, maximum }: OpenCardSetupInput,
    shown: { textVersion: string; text: string; textSha256: string; lifetime: Temporal.Duration },
  ) {
    const now = this.clock.now();
    await this.signing.assertMaySign(patientId, now);
    const { actor, ip } = this.context;
    const customer = await this.setups.customer(patientId, { id: newId<string>(now), at: toDate(now) });
    const consentId = newId<CardConsentId>(now);
    const { textVersion, text, textSha256, lifetime } = shown;
    await this.setups.insertConsent({
      id: consentId,
      patientId,
      purpose,
      maximumCents: maximum?.toCents().toString() ?? null,
      textVersion,
      text,
      textSha256,
      askedAt: toDate(now),
      askedBy: { kind: actor.kind, id: actor.id, ip },
    });
    const setup = {
      id: newId<CardSetupId>(now),
      patientId,
      consentId,
      label,
      createdAt: toDate(now),
      expiresAt: toDate(now.add(lifetime)),
    };
    await this.setups.insert(setup);
    await this.audit.execute({
      action: 'card_setup.open',
      subject: { type: 'patient', id: patientId },
      facts: { label, purpose, textVersion },
    });
    return { customer, setup };
  }
}
