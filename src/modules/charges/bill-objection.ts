import { Injectable, SetMetadata } from '@nestjs/common';
import type { ManualAdjustmentType } from '../../domain/adjustments/adjustment-rules';
import type { Money } from '../../kernel/money';
import { MarkedProviders } from '../../platform/discovery/marked-providers';
import type { ChargeToChange } from './charge-to-change';

const BILL_OBJECTION = 'charges.bill-objection';

/** Marks a provider that may object to a change of a bill; every such change asks it. */
export const RegisterBillObjection = (): ClassDecorator => SetMetadata(BILL_OBJECTION, true);

/** What is about to happen to charges. */
export type BillChange =
  { readonly kind: 'void' } | { readonly kind: 'adjust'; readonly type: ManualAdjustmentType; readonly amount: Money };

/** What a room to the right has agreed with the patient about a bill that forbids changing it like this. */
export abstract class BillObjection {
  /** Tx: needs one, with the charges locked. Errors: those of the room that objects. */
  abstract refuse(change: BillChange, charges: readonly ChargeToChange[]): Promise<void>;
}

/** Asks every {@link BillObjection} there is. */
@Injectable()
export class BillObjections {
  constructor(private readonly providers: MarkedProviders) {}

  async refuse(change: BillChange, charges: readonly ChargeToChange[]): Promise<void> {
    for (const objection of this.providers.of<BillObjection>(BILL_OBJECTION)) await objection.refuse(change, charges);
  }
}
