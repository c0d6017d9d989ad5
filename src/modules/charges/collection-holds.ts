import { Injectable, SetMetadata } from '@nestjs/common';
import type { ChargeId, PatientId } from '../../kernel/ids';
import { MarkedProviders } from '../../platform/discovery/marked-providers';

const COLLECTION_HOLD = 'charges.collection-hold';

/** Marks a provider that knows of charges nobody may collect for now. */
export const RegisterCollectionHold = (): ClassDecorator => SetMetadata(COLLECTION_HOLD, true);

/** A charge that is held, and why. */
export interface HeldCharge {
  readonly chargeId: ChargeId;
  readonly because: 'estimate_dispute';
  /** The dispute. */
  readonly subjectId: string;
}

/** What a room to the right knows that forbids collecting charges. */
export abstract class CollectionHold {
  /** Tx: joins or opens one. */
  abstract ofCharges(chargeIds: readonly ChargeId[]): Promise<HeldCharge[]>;
  abstract ofPatient(patientId: PatientId): Promise<HeldCharge[]>;
}

/**
 * Which charges nobody may collect for now: no reminder, no late fee, no charge of a saved card by itself, no collections. The
 * patient may still pay. Whoever collects asks here first (45 CFR 149.620(c)(5)).
 */
@Injectable()
export class CollectionHolds {
  constructor(private readonly providers: MarkedProviders) {}

  /** Those of the charges that are held; a charge that is not is not in the map. */
  async ofCharges(chargeIds: readonly ChargeId[]): Promise<ReadonlyMap<ChargeId, HeldCharge>> {
    return this.ask((hold) => hold.ofCharges(chargeIds));
  }

  /** Everything of a patient that is held. */
  async ofPatient(patientId: PatientId): Promise<ReadonlyMap<ChargeId, HeldCharge>> {
    return this.ask((hold) => hold.ofPatient(patientId));
  }

  private async ask(of: (hold: CollectionHold) => Promise<HeldCharge[]>): Promise<ReadonlyMap<ChargeId, HeldCharge>> {
    const held = new Map<ChargeId, HeldCharge>();
    for (const hold of this.providers.of<CollectionHold>(COLLECTION_HOLD))
      for (const charge of await of(hold)) held.set(charge.chargeId, charge);
    return held;
  }
}
