import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PatientId, PaymentMethodId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { OpenCardSetup } from '../open-card-setup';
import { PaymentMethodsReader } from '../payment-methods.reader';
import { RefreshCardSetup } from '../refresh-card-setup';
import { RemoveCard } from '../remove-card';
import { SetDefaultCard } from '../set-default-card';
import { CardSetupBody, CardSetupDto, PaymentMethodsBody } from './cards.dto';

/** Cards on file. */
@ApiTags('cards on file')
@Controller('v1')
export class CardsController {
  constructor(
    private readonly setup: OpenCardSetup,
    private readonly setups: RefreshCardSetup,
    private readonly methods: PaymentMethodsReader,
    private readonly defaults: SetDefaultCard,
    private readonly removal: RemoveCard,
  ) {}

  @Post('patients/:id/card-setups')
  @Permit('cards.manage')
  @MoneyRoute({ staged: true, isKeyOptional: true })
  @Answers({
    status: 201,
    type: CardSetupBody,
    description: 'Open the hosted page on which a patient saves a card and agrees to its use.',
    problems: [
      'idempotency_key_invalid',
      'patient_unknown',
      'signing_before_discharge',
      'card_consent_missing',
      'checkout_unavailable',
    ],
  })
  open(@Param('id', UuidPipe) id: string, @Body() body: CardSetupDto): Promise<CardSetupBody> {
    return this.setup.execute({ patientId: id as PatientId, label: body.label, ...CardSetupDto.termsOf(body) });
  }

  @Get('patients/:id/payment-methods')
  @Permit('cards.read')
  @AuditRead('payment_method')
  @Answers({
    type: PaymentMethodsBody,
    description: 'The cards a patient has on file, the newest first.',
    problems: ['patient_unknown'],
  })
  async list(@Param('id', UuidPipe) id: string): Promise<PaymentMethodsBody> {
    const patientId = id as PatientId;
    // A page that was finished a moment ago is asked about; Stripe not answering hides no card that is known.
    await this.setups.ofPatient(patientId).catch(() => undefined);
    return { data: await this.methods.ofPatient(patientId) };
  }

  @Post('payment-methods/:id/default')
  @Permit('cards.manage')
  @Answers({ status: 204, description: 'Offer this card first.', problems: ['payment_method_unknown'] })
  makeDefault(@Param('id', UuidPipe) id: string): Promise<void> {
    return this.defaults.execute(id as PaymentMethodId);
  }

  @Delete('payment-methods/:id')
  @Permit('cards.manage')
  @Answers({
    status: 204,
    description: 'Let go of a card: its consent is taken back at once, and Stripe forgets it.',
    problems: ['payment_method_unknown'],
  })
  remove(@Param('id', UuidPipe) id: string): Promise<void> {
    return this.removal.execute(id as PaymentMethodId);
  }

  @Delete('patients/:id/payment-methods/:methodId')
  @Permit('cards.manage')
  @Answers({
    status: 204,
    description: 'The same under its patient’s path; a card of another patient is not there.',
    problems: ['payment_method_unknown'],
  })
  removeOf(@Param('id', UuidPipe) id: string, @Param('methodId', UuidPipe) methodId: string): Promise<void> {
    return this.removal.execute(methodId as PaymentMethodId, id as PatientId);
  }
}
