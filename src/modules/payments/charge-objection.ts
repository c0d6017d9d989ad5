import { Injectable, SetMetadata } from '@nestjs/common';
import type { PaymentId } from '../../kernel/ids';
import { MarkedProviders } from '../../platform/discovery/marked-providers';

const CHARGE_OBJECTION = 'payments.charge-objection';

/** Marks a provider that may object to a stored charge being asked for after all. */
export const RegisterChargeObjection = (): ClassDecorator => SetMetadata(CHARGE_OBJECTION, true);

/**
 * Whether a charge without its holder, stored by a process that died before it could ask, may still be asked for: the plan
 * may have been canceled since, or the consent taken back (PROMISES.md 37). The room that keeps the agreement provides it.
 */
export abstract class ChargeObjection {
  /** Tx: joins or opens one. */
  abstract objects(paymentId: PaymentId): Promise<boolean>;
}

/** Asks every {@link ChargeObjection} there is. */
@Injectable()
export class ChargeObjections {
  constructor(private readonly providers: MarkedProviders) {}

  async any(paymentId: PaymentId): Promise<boolean> {
    for (const objection of this.providers.of<ChargeObjection>(CHARGE_OBJECTION))
      if (await objection.objects(paymentId)) return true;
    return false;
  }
}
