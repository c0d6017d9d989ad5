import { AskAboutCharge } from '../cards/ask-about-charge';
import { AskAboutPayments } from '../ask-about-payments';
import { AskForCharge } from '../cards/ask-for-charge';
import { BlockingAttempts } from '../blocking-attempts';
import { CardChargeGateway } from '../cards/card-charge-gateway';
import { CardRemovals } from '../cards/card-removals';
import { CardSetupGateway } from '../cards/card-setup-gateway';
import { CardSetupRecords } from '../cards/card-setup-records';
import { CardsToCharge } from '../cards/cards-to-charge';
import { ChargeCards } from '../cards/charge-cards';
import { ChargeObjections } from '../charge-objection';
import { ChargeSavedCard } from '../charge-saved-card';
import { ChargeInStages } from '../cards/charge-in-stages';
import { StripeCardChargeGateway } from '../gateway/stripe-card-charge-gateway';
import { StripeCardSetupGateway } from '../gateway/stripe-card-setup-gateway';
import { AskAboutPaymentsJob } from '../jobs/ask-about-payments.job';
import { CardEventsHandler } from '../jobs/card-events.handler';
import { TendCardsJob } from '../jobs/tend-cards.job';
import { KeepCard } from '../cards/keep-card';
import { OpenCardSetup } from '../open-card-setup';
import { PayableInvoices } from '../taking/payable-invoice';
import { PaymentMethodsReader } from '../payment-methods.reader';
import { CardChargesRepository } from '../persistence/card-charges.repository';
import { CardSetupsRepository } from '../persistence/card-setups.repository';
import { PaymentMethodsRepository } from '../persistence/payment-methods.repository';
import { UnfinishedPayments } from '../persistence/unfinished-payments.repository';
import { PrepareCardPayment } from '../cards/prepare-card-payment';
import { RecordCardPayment } from '../cards/record-card-payment';
import { RefreshCardPayment } from '../cards/refresh-card-payment';
import { RefreshCardSetup } from '../refresh-card-setup';
import { RemoveCard } from '../remove-card';
import { SavedCardChanges } from '../cards/saved-card-changes';
import { SetDefaultCard } from '../set-default-card';
import { TakeCardPayment } from '../cards/take-card-payment';

/** Saved cards, their consent, and what is charged to them. */
export const CARDS_ON_FILE = [
  { provide: CardChargeGateway, useClass: StripeCardChargeGateway },
  { provide: CardSetupGateway, useClass: StripeCardSetupGateway },
  AskAboutCharge,
  AskForCharge,
  ChargeObjections,
  ChargeSavedCard,
  AskAboutPayments,
  BlockingAttempts,
  CardRemovals,
  CardSetupRecords,
  CardsToCharge,
  ChargeCards,
  ChargeInStages,
  AskAboutPaymentsJob,
  CardEventsHandler,
  TendCardsJob,
  KeepCard,
  OpenCardSetup,
  PayableInvoices,
  PaymentMethodsReader,
  CardChargesRepository,
  CardSetupsRepository,
  PaymentMethodsRepository,
  UnfinishedPayments,
  PrepareCardPayment,
  RecordCardPayment,
  RefreshCardPayment,
  RefreshCardSetup,
  RemoveCard,
  SavedCardChanges,
  SetDefaultCard,
  TakeCardPayment,
];
