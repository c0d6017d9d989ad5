import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authorize } from '../../modules/access/authorize';
import type { Refusal } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageShell } from '../http/page-shell';
import { EstimateDesk } from './estimate-desk';
import { EstimatePage } from './estimate.page';

/** The page of one estimate, with a form as it was typed. */
@Injectable()
export class EstimatePages {
  constructor(
    private readonly desk: EstimateDesk,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  async one(request: FastifyRequest, id: string, { status, form }: Refusal): Promise<PageAnswer> {
    return page(
      EstimatePage,
      {
        ...(await this.desk.one(id)),
        shell: await this.shell.of(request),
        mayWorkDisputes: this.authorize.may('estimate_disputes.work'),
        idempotencyKey: this.once.keyOf(form.values),
        form,
      },
      { status },
    );
  }
}
