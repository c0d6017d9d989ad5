import { Injectable, SetMetadata } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { formatInstant } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { MarkedProviders } from '../../platform/discovery/marked-providers';
import { PatientsReader } from './patients.reader';

const SIGNING_HOLD = 'patients.signing-hold';

/** Marks a provider that knows when a patient is not fit to sign. */
export const RegisterSigningHold = (): ClassDecorator => SetMetadata(SIGNING_HOLD, true);

/** What a room to the right knows of a patient's state of mind. */
export abstract class SigningHold {
  /** The moment from which the patient could not decide, when they could not at this one. Tx: needs one. */
  abstract since(patientId: PatientId, at: Temporal.Instant): Promise<Temporal.Instant | undefined>;
}

/**
 * Sober first: a patient decides and signs before the dose, or after they were discharged, never in between. Whoever takes an
 * agreement, a consent or an attestation asks here first.
 *
 * Tx: needs one. Errors: `patient_unknown`, `signing_before_discharge`.
 */
@Injectable()
export class SoberFirst {
  constructor(
    private readonly providers: MarkedProviders,
    private readonly patients: PatientsReader,
  ) {}

  /** @param at when it is signed, which may be a while ago */
  async assertMaySign(patientId: PatientId, at: Temporal.Instant): Promise<void> {
    await this.patients.get(patientId);
    for (const hold of this.providers.of<SigningHold>(SIGNING_HOLD)) {
      const since = await hold.since(patientId, at);
      if (since)
        throw new DomainError('signing_before_discharge', {
          detail:
            'The patient was dosed and had not been discharged then. Have it signed after the discharge, or by link from home. ' +
            'If they have left, record the discharge on the visit first.',
          facts: { dosedAt: formatInstant(since) },
        });
    }
  }
}
