import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { consentText } from '../../domain/payments/card-consent';
import { CARD_LABELS, LEAST_CARD_CHARGE } from '../../domain/payments/saved-card';
import type { PatientId, PaymentMethodId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { AddCardPage, WHERE } from './add-card.page';
import { CardDeeds, type CardToAdd } from './card-deeds';
import { CardPageLinkPage } from './card-page-link.page';
import { RemoveCardPage } from './remove-card.page';

/** What the page says while the patient names no maximum. */
const WORDS = consentText({ purpose: 'desk_charges' });

/** /patients/:id/cards: saving a card, offering it first, letting go of it. Each deed twice is the same as once: no key. */
@PageController('patients/:id/cards')
@Permit('cards.manage')
export class CardsController {
  constructor(
    private readonly deeds: CardDeeds,
    private readonly shell: PageShell,
  ) {}

  @Get('new')
  @AuditRead('patient')
  show(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post('new')
  async add(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const wish = readCard(typed);
    if (!wish) return this.form(request, id, { status: 422, form: typed.state });
    try {
      const isHere = values[WHERE] !== 'phone';
      const { url, consent } = await this.deeds.open(id, wish, isHere);
      if (isHere) return goTo(url);
      const shell = await this.shell.of(request);
      return page(CardPageLinkPage, { shell, patient: await this.deeds.patient(id), url, consentText: consent.text });
    } catch (error) {
      return this.form(request, id, refusalOf(error, values));
    }
  }

  @Get(':methodId/remove')
  @AuditRead('payment_method')
  async look(
    @Param('id', UuidPipe) id: PatientId,
    @Param('methodId', UuidPipe) methodId: PaymentMethodId,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const [patient, card] = [await this.deeds.patient(id), await this.deeds.card(id, methodId)];
    return page(RemoveCardPage, { shell: await this.shell.of(request), patient, card });
  }

  @Post(':methodId/remove')
  async remove(
    @Param('id', UuidPipe) id: PatientId,
    @Param('methodId', UuidPipe) methodId: PaymentMethodId,
  ): Promise<PageAnswer> {
    await this.deeds.remove(id, methodId);
    return goTo(`/patients/${id}#cards`);
  }

  @Post(':methodId/default')
  async offerFirst(
    @Param('id', UuidPipe) id: PatientId,
    @Param('methodId', UuidPipe) methodId: PaymentMethodId,
  ): Promise<PageAnswer> {
    await this.deeds.offerFirst(id, methodId);
    return goTo(`/patients/${id}#card-${methodId}`);
  }

  private async form(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    const props = { shell: await this.shell.of(request), patient: await this.deeds.patient(id), form };
    return page(AddCardPage, { ...props, consentText: WORDS }, { status, formAction: this.deeds.cardPages });
  }
}

/** Whose card it is and up to how much it may be charged, or nothing while something typed is wrong. */
function readCard(form: FormReader): CardToAdd | undefined {
  const label = CARD_LABELS.find((value) => value === form.text('label'));
  if (!label) form.reject('label', 'Choose whose money is on the card.');
  const maximum = form.money('maximum');
  if (maximum && LEAST_CARD_CHARGE.isMoreThan(maximum))
    form.reject('maximum', `A card is charged at least ${LEAST_CARD_CHARGE.format()}.`);
  return form.isRight && label ? { label, maximum } : undefined;
}
