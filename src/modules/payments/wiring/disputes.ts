import { AnswerDispute } from '../answer-dispute';
import { ApplyDispute } from '../disputes/apply-dispute';
import { BookDispute } from '../disputes/book-dispute';
import { DisputeAnswers } from '../disputes/dispute-answers';
import { DisputeGateway } from '../disputes/dispute-gateway';
import { DisputeStatement } from '../disputes/dispute-statement';
import { DisputeTrail } from '../disputes/dispute-trail';
import { DisputesReader } from '../disputes.reader';
import { StripeDisputeGateway } from '../gateway/stripe-dispute-gateway';
import { DisputeEventsHandler } from '../jobs/dispute-events.handler';
import { DisputeFinder } from '../jobs/dispute-finder';
import { FraudWarningHandler } from '../jobs/fraud-warning.handler';
import { SendDisputeAnswersJob } from '../jobs/send-dispute-answers.job';
import { SweepDisputesJob } from '../jobs/sweep-disputes.job';
import { DisputesRepository } from '../persistence/disputes.repository';
import { RefreshDispute } from '../disputes/refresh-dispute';
import { SendDisputeAnswer } from '../disputes/send-dispute-answer';

/** What a cardholder's bank takes back, and what is answered to it. */
export const DISPUTES = [
  { provide: DisputeGateway, useClass: StripeDisputeGateway },
  RefreshDispute,
  ApplyDispute,
  BookDispute,
  DisputeTrail,
  DisputesRepository,
  DisputesReader,
  AnswerDispute,
  SendDisputeAnswer,
  DisputeAnswers,
  DisputeStatement,
  DisputeEventsHandler,
  FraudWarningHandler,
  SendDisputeAnswersJob,
  SweepDisputesJob,
  DisputeFinder,
];
