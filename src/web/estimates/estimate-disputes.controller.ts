import { Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DISPUTE_OUTCOMES } from '../../domain/estimates/dispute-ruling';
import { Permit } from '../../modules/access/permit';
import { DecideEstimateDispute } from '../../modules/estimates/decide-estimate-dispute';
import { OpenEstimateDispute } from '../../modules/estimates/open-estimate-dispute';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { EstimatePages } from './estimate-pages';

/** /estimates/:id/disputes: a bill the patient disputes. */
@PageController('estimates/:id/disputes')
@Permit('estimate_disputes.work')
export class EstimateDisputesController {
  constructor(
    private readonly opening: OpenEstimateDispute,
    private readonly deciding: DecideEstimateDispute,
    private readonly pages: EstimatePages,
    private readonly once: FormOnce,
  ) {}

  /** One dispute is open at most: no key is needed. */
  @Post()
  async open(
    @Param('id', UuidPipe) estimateId: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const initiatedOn = typed.date('initiatedOn', { needed: 'Enter the day the patient filed it.' });
    if (!initiatedOn) return this.pages.one(request, estimateId, { status: 422, form: typed.state });
    try {
      await this.opening.execute({ estimateId, initiatedOn, reference: typed.text('reference') });
      return goTo(`/estimates/${estimateId}`);
    } catch (error) {
      return this.pages.one(request, estimateId, refusalOf(error, values, fieldOf));
    }
  }

  @Post(':disputeId/decide')
  async decide(
    @Param('id', UuidPipe) estimateId: string,
    @Param('disputeId', UuidPipe) disputeId: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const outcome = DISPUTE_OUTCOMES.find((known) => known === values['outcome']);
    const payable = typed.money('payable');
    if (!outcome || !typed.isRight) return this.pages.one(request, estimateId, { status: 422, form: typed.state });
    try {
      return await this.once.run(
        { route: 'POST /estimates/:id/disputes/:disputeId/decide', about: disputeId, values },
        async (requestKey) => {
          await this.deciding.execute({ disputeId, outcome, payable, requestKey });
          return `/estimates/${estimateId}`;
        },
        { staged: true },
      );
    } catch (error) {
      return this.pages.one(request, estimateId, refusalOf(error, values, fieldOf));
    }
  }
}

const fieldOf = (pointer: string): string | undefined =>
  pointer === '/payableCents' ? 'payable' : pointer === '/initiatedOn' ? 'initiatedOn' : undefined;
