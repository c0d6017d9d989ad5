import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { RefundPayment } from '../../modules/payments/refund-payment';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { carriedOn, type FormValues, PostedForm } from '../http/posted-form';
import { RefundDesk } from './refund-desk';
import { readPlan, readWish, refundFieldOf, type RefundWishTyped } from './refund-form';
import { reasonWords } from './refund-words';
import { RefundPage } from './refund.page';
import { ReviewRefundPage } from './review-refund.page';

/** /payments/:id/refund: giving money back, in a form, a plan and the deed. */
@PageController('payments/:id/refund')
@Permit('refunds.issue')
export class RefundsController {
  constructor(
    private readonly desk: RefundDesk,
    private readonly refund: RefundPayment,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('payment')
  async show(@Param('id', UuidPipe) id: PaymentId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: EMPTY_FORM });
  }

  /** Loading a step anew begins again. */
  @Get(['review', 'edit'])
  again(@Param('id', UuidPipe) id: PaymentId): PageAnswer {
    return goTo(`/payments/${id}/refund`);
  }

  /** Back from the plan with everything still typed. */
  @Post('edit')
  edit(
    @Param('id', UuidPipe) id: PaymentId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: { values, problems: [] } });
  }

  @Post('review')
  async review(
    @Param('id', UuidPipe) id: PaymentId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    try {
      const { tenders } = await this.desk.of(id);
      const wish = readWish(typed, tenders);
      if (!wish) return await this.form(request, id, { status: 422, form: typed.state });
      return await this.plan({ request, id, wish }, { status: 200, form: { values, problems: [] } });
    } catch (error) {
      return this.form(request, id, refusalOf(error, values, refundFieldOf));
    }
  }

  @Post()
  async giveBack(
    @Param('id', UuidPipe) id: PaymentId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const { tenders, alone } = await this.desk.of(id);
    const typed = new FormReader(values);
    // What waits for a second person is sent, and gets its reference, later.
    const shown = readPlan(new FormReader(values), tenders, false);
    if (!shown) return this.form(request, id, { status: 422, form: { values, problems: [] } });
    const plan = readPlan(typed, tenders, !totalOf(shown).isMoreThan(alone));
    if (!plan) return this.plan({ request, id, wish: shown }, { status: 422, form: typed.state });
    const { reason, note, tenders: parts } = plan;
    try {
      return await this.once.run(
        { route: 'POST /payments/:id/refund', about: id, values },
        async (requestKey) => {
          await this.refund.execute({ paymentId: id, reason, note, tenders: parts, requestKey });
          return `/payments/${id}#refunds`;
        },
        { staged: true },
      );
    } catch (error) {
      // The plan under its own key again: what may have been carried out is not asked for anew.
      return this.plan({ request, id, wish: shown }, refusalOf(error, values));
    }
  }

  private async form(request: FastifyRequest, id: PaymentId, { status, form }: Refusal): Promise<PageAnswer> {
    const payment = await this.desk.of(id);
    return page(RefundPage, { shell: await this.shell.of(request), payment, form }, { status });
  }

  private async plan({ request, id, wish }: Planned, { status, form }: Refusal): Promise<PageAnswer> {
    const { parts, reason, note } = wish;
    return page(
      ReviewRefundPage,
      {
        shell: await this.shell.of(request),
        idempotencyKey: this.once.keyOf(form.values),
        payment: await this.desk.of(id),
        parts,
        total: totalOf(wish),
        reason: reasonWords(reason),
        note,
        posted: typedFirst(form),
        form,
      },
      { status },
    );
  }
}

interface Planned {
  readonly request: FastifyRequest;
  readonly id: PaymentId;
  readonly wish: RefundWishTyped;
}

const totalOf = ({ parts }: Pick<RefundWishTyped, 'parts'>): Money => Money.sum(parts.map(({ amount }) => amount));

/** The first form's own fields: the plan's are written anew. */
const typedFirst = ({ values }: FormState): FormValues =>
  Object.fromEntries(Object.entries(carriedOn(values)).filter(([name]) => !/^(?:plan|reference)\./.test(name)));
