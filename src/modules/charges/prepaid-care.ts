import { Injectable, SetMetadata } from '@nestjs/common';
import type { AgreedPrice } from '../../domain/pricing/agreed-price';
import type { BusinessDate } from '../../kernel/business-date';
import type { ChargeId, PatientId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { MarkedProviders } from '../../platform/discovery/marked-providers';
import type { VisitToBook } from './visit-record';

const PREPAID_CARE = 'charges.prepaid-care';

/** Marks the provider that knows what patients have bought ahead. There is one: the packages room's. */
export const RegisterPrepaidCare = (): ClassDecorator => SetMetadata(PREPAID_CARE, true);

/** A session that was bought ahead and is given now. */
export interface PrepaidSession {
  readonly sessionId: string;
  /** What it was sold at. */
  readonly agreedPrice: AgreedPrice;
  /** Of that, what was paid by the day and is held. The rest is owed. */
  readonly held: Money;
}

/** Lines that sessions bought ahead may cover. */
export interface CareToCover {
  readonly patientId: PatientId;
  readonly dateOfService: BusinessDate;
  /** One unit each. */
  readonly serviceCodes: readonly string[];
}

/**
 * What posting and voiding a visit have to know of, and do about, sessions bought ahead. The packages room stands to the
 * right and may not be called, so it provides this and is found by its mark.
 */
export abstract class PrepaidCare {
  /**
   * For each line the session that covers it, or undefined. Tx: needs one.
   * @param how `look` for a quote; `hold` keeps packages and their money locked until the transaction ends
   */
  abstract cover(care: CareToCover, how: 'look' | 'hold'): Promise<readonly (PrepaidSession | undefined)[]>;
  /** Uses up the sessions of a visit just stored and earns their money. Tx: that of the visit. */
  abstract use(visit: VisitToBook): Promise<void>;
  /** What prepaid money pays of charges; one that it pays nothing of is not in the map. Tx: needs one. */
  abstract paidOf(chargeIds: readonly ChargeId[]): Promise<ReadonlyMap<ChargeId, Money>>;
  /** Gives back the sessions of charges that are being voided, and their money. Tx: needs one, with the charges locked. */
  abstract giveBack(chargeIds: readonly ChargeId[], reason: string): Promise<void>;
}

/** Finds the one {@link PrepaidCare}. */
@Injectable()
export class PrepaidCareLookup {
  constructor(private readonly providers: MarkedProviders) {}

  get(): PrepaidCare {
    const [care] = this.providers.of<PrepaidCare>(PREPAID_CARE);
    invariant(care, 'a room to the right provides what was bought ahead');
    return care;
  }
}
