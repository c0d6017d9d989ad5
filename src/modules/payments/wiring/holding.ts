import { ApplyCredit } from '../apply-credit';
import { BookAppliedCredit } from '../book-applied-credit';
import { DepositsReader } from '../deposits.reader';
import { DepositsRepository } from '../persistence/deposits.repository';
import { RecordHeldPayment } from '../record-held-payment';
import { SpendableCredit } from '../spendable-credit';
import { TakeDeposit } from '../take-deposit';

/** Money held for patients: deposits, prepayments and credit. */
export const HOLDING = [
  TakeDeposit,
  ApplyCredit,
  BookAppliedCredit,
  RecordHeldPayment,
  SpendableCredit,
  DepositsReader,
  DepositsRepository,
];
