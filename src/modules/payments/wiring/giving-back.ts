import { BookRefund } from '../book-refund';
import { CarryOutRefund } from '../carry-out-refund';
import { StripeRefundGateway } from '../gateway/stripe-refund-gateway';
import { RefundApprovalsHandler } from '../jobs/refund-approvals.handler';
import { RefundEventsHandler } from '../jobs/refund-events.handler';
import { SweepRefundsJob } from '../jobs/sweep-refunds.job';
import { LearnRefund } from '../learn-refund';
import { MovementDays } from '../movement-days';
import { PaymentDetailReader } from '../payment-detail.reader';
import { PaymentMoneyReader } from '../persistence/payment-money.reader';
import { RefundsRepository } from '../persistence/refunds.repository';
import { RecordRefund } from '../record-refund';
import { RecordVoid } from '../record-void';
import { RefundBookkeeping } from '../refund-bookkeeping';
import { RefundGateway } from '../refund-gateway';
import { RefundPayment } from '../refund-payment';
import { RefundsReader } from '../refunds.reader';
import { ReverseTenders } from '../reverse-tenders';
import { SettleRefund } from '../settle-refund';
import { VoidPayment } from '../void-payment';

/** Refunds and voids. */
export const GIVING_BACK = [
  { provide: RefundGateway, useClass: StripeRefundGateway },
  RefundPayment,
  RecordRefund,
  CarryOutRefund,
  SettleRefund,
  BookRefund,
  LearnRefund,
  RefundBookkeeping,
  RefundsReader,
  RefundsRepository,
  PaymentMoneyReader,
  PaymentDetailReader,
  RefundApprovalsHandler,
  RefundEventsHandler,
  SweepRefundsJob,
  VoidPayment,
  RecordVoid,
  ReverseTenders,
  MovementDays,
];
