import { UnclaimedApprovalsHandler } from '../jobs/unclaimed-approvals.handler';
import { WatchUnclaimedCreditsJob } from '../jobs/watch-unclaimed-credits.job';
import { UnclaimedCreditsRepository } from '../persistence/unclaimed-credits.repository';
import { RecordUnclaimedLetter } from '../record-unclaimed-letter';
import { RequestUnclaimedTransfer } from '../request-unclaimed-transfer';
import { UnclaimedCreditsReader } from '../unclaimed-credits.reader';
import { WatchUnclaimedCredits } from '../credits/watch-unclaimed-credits';

/** Money nobody has claimed, on its way to the state. */
export const UNCLAIMED = [
  RecordUnclaimedLetter,
  RequestUnclaimedTransfer,
  UnclaimedApprovalsHandler,
  UnclaimedCreditsReader,
  UnclaimedCreditsRepository,
  WatchUnclaimedCredits,
  WatchUnclaimedCreditsJob,
];
