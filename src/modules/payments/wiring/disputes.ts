import { AnswerDispute } from '../answer-dispute';
import { ApplyDispute } from '../apply-dispute';
import { BookDispute } from '../book-dispute';
import { DisputeAnswers } from '../dispute-answers';
import { DisputeGateway } from '../dispute-gateway';
import { DisputeStatement } from '../dispute-statement';
import { DisputeTrail } from '../dispute-trail';
import { DisputesReader } from '../disputes.reader';
import { StripeDisputeGateway } from '../gateway/stripe-dispute-gateway';
import { DisputeEventsHandler } from '../jobs/dispute-events.handler';
import { DisputeFinder } from '../jobs/dispute-finder';
import { FraudWarningHandler } from '../jobs/fraud-warning.handler';
import { SendDisputeAnswersJob } from '../jobs/send-dispute-answers.job';
import { SweepDisputesJob } from '../jobs/sweep-disputes.job';
import { DisputesRepository } from '../persistence/disputes.repository';
import { RefreshDispute } from '../refresh-dispute';
import { SendDisputeAnswer } from '../send-dispute-answer';

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
