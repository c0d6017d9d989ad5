import { ApplyCredit } from '../apply-credit';
import { BookAppliedCredit } from '../book-applied-credit';
import { EarnHeldMoney } from '../earn-held-money';
import { HeldAttempts } from '../held-attempts';
import { HeldMoney } from '../held-money';
import { PlaceTaken } from '../settling/place-taken';
import { RecordHeldTenders } from '../taking/record-held-tenders';
import { StartHeldCheckout } from '../start-held-checkout';
import { TakeBackEarned } from '../take-back-earned';
import { SetMoneyAside } from '../set-money-aside';
import { TakeHeldMoney } from '../take-held-money';
import { DepositsReader } from '../deposits.reader';
import { DepositsRepository } from '../persistence/deposits.repository';
import { RecordHeldPayment } from '../taking/record-held-payment';
import { SpendableCredit } from '../credits/spendable-credit';
import { TakeDeposit } from '../take-deposit';

/** What rooms to the right may do with money taken ahead of any charge. */
export const HELD_DOORS = [
  TakeHeldMoney,
  SetMoneyAside,
  StartHeldCheckout,
  HeldAttempts,
  HeldMoney,
  EarnHeldMoney,
  TakeBackEarned,
  BookAppliedCredit,
];

/** Money held for patients: deposits, prepayments, packages and credit. */
export const HOLDING = [
  ...HELD_DOORS,
  PlaceTaken,
  RecordHeldTenders,
  TakeDeposit,
  ApplyCredit,
  RecordHeldPayment,
  SpendableCredit,
  DepositsReader,
  DepositsRepository,
];
