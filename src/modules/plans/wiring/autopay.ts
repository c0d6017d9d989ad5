import { AutopayReader } from '../autopay.reader';
import { HoldReminders } from '../hold-reminders';
import { AutopayRecord } from '../collecting/autopay-record';
import { BeginCollection } from '../collecting/begin-collection';
import { CollectInstallment } from '../collecting/collect-installment';
import { CollectionFactsReader } from '../collecting/collection-facts';
import { CollectionObjection } from '../collecting/collection-objection';
import { CollectionOutcome } from '../collecting/collection-outcome';
import { CollectionTargets } from '../collecting/collection-targets';
import { DraftConsent } from '../collecting/draft-consent';
import { StopCollection } from '../collecting/stop-collection';
import { TellBeforehand } from '../collecting/tell-beforehand';
import { TellOfCollection } from '../collecting/tell-of-collection';
import { AssessLateFeesJob } from '../jobs/assess-late-fees.job';
import { CollectDueInstallmentsJob } from '../jobs/collect-due-installments.job';
import { CollectInstallmentJob } from '../jobs/collect-installment.job';
import { RemindOfLateMoneyJob } from '../jobs/remind-of-late-money.job';
import { TellOfCollectionsJob } from '../jobs/tell-of-collections.job';
import { AssessLateFee } from '../late-fees/assess-late-fee';
import { BillLateFee } from '../late-fees/bill-late-fee';
import { AutopayRepository } from '../persistence/autopay.repository';
import { CollectionsRepository } from '../persistence/collections.repository';
import { DueCollectionsReader } from '../persistence/due-collections.reader';
import { LateFeesRepository } from '../persistence/late-fees.repository';
import { LateMoneyReader } from '../persistence/late-money.reader';
import { ReminderHoldsRepository } from '../persistence/reminder-holds.repository';
import { LateMoneyRounds } from '../reminding/late-money-rounds';
import { RemindOfLateMoney } from '../reminding/remind-of-late-money';
import { StillOwed } from '../reminding/still-owed';
import { StartAutopay } from '../start-autopay';
import { StopAutopay } from '../stop-autopay';

/** Installments charged by themselves, and late money asked for. */
export const AUTOPAY_DOORS = [StartAutopay, StopAutopay, AutopayReader, HoldReminders];

export const AUTOPAY = [
  AutopayRecord,
  DraftConsent,
  CollectInstallment,
  BeginCollection,
  CollectionFactsReader,
  CollectionOutcome,
  CollectionObjection,
  CollectionTargets,
  StopCollection,
  TellBeforehand,
  TellOfCollection,
  CollectDueInstallmentsJob,
  CollectInstallmentJob,
  TellOfCollectionsJob,
  RemindOfLateMoneyJob,
  AssessLateFeesJob,
  AssessLateFee,
  BillLateFee,
  LateFeesRepository,
  LateMoneyRounds,
  RemindOfLateMoney,
  StillOwed,
  AutopayRepository,
  CollectionsRepository,
  DueCollectionsReader,
  LateMoneyReader,
  ReminderHoldsRepository,
];
