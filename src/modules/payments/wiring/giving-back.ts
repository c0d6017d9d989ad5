import { BookRefund } from '../refunds/book-refund';
import { CarryOutRefund } from '../refunds/carry-out-refund';
import { StripeRefundGateway } from '../gateway/stripe-refund-gateway';
import { RefundApprovalsHandler } from '../jobs/refund-approvals.handler';
import { RefundEventsHandler } from '../jobs/refund-events.handler';
import { SweepRefundsJob } from '../jobs/sweep-refunds.job';
import { LearnRefund } from '../refunds/learn-refund';
import { MovementDays } from '../settling/movement-days';
import { PaymentDetailReader } from '../payment-detail.reader';
import { PaymentMoneyReader } from '../persistence/payment-money.reader';
import { RefundsRepository } from '../persistence/refunds.repository';
import { RecordRefund } from '../refunds/record-refund';
import { RecordVoid } from '../refunds/record-void';
import { RefundBookkeeping } from '../refunds/refund-bookkeeping';
import { RefundGateway } from '../refunds/refund-gateway';
import { RefundPayment } from '../refund-payment';
import { RefundsReader } from '../refunds.reader';
import { ReverseTenders } from '../refunds/reverse-tenders';
import { SettleRefund } from '../refunds/settle-refund';
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
