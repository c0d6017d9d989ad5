import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { AnswerDispute, type AnswerDisputeInput } from '../../modules/payments/answer-dispute';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { textOf } from '../http/query-text';
import { AcceptDisputePage } from './accept-dispute.page';
import { DisputeDesk } from './dispute-desk';
import { DisputePage } from './dispute.page';
import { DisputesPage } from './disputes.page';

/** As much as the form takes. */
const LONGEST_STATEMENT = 2_000;
const FRESH: Refusal = { status: 200, form: EMPTY_FORM };

/** /disputes: what banks took back, and the clinic's word on it. */
@PageController('disputes')
export class DisputesController {
  constructor(
    private readonly desk: DisputeDesk,
    private readonly answer: AnswerDispute,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('disputes.read')
  @AuditRead('dispute')
  async list(
    @Req() request: FastifyRequest,
    @Query('status') status: unknown,
    @Query('cursor') cursor: unknown,
  ): Promise<PageAnswer> {
    const list = await this.desk.list(textOf(status), textOf(cursor));
    return page(DisputesPage, { ...list, shell: await this.shell.of(request) });
  }

  @Get(':id')
  @Permit('disputes.read')
  @AuditRead('dispute')
  show(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.one(request, id, FRESH);
  }

  @Post(':id/evidence')
  @Permit('disputes.answer')
  async send(
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @PostedForm({ statement: LONGEST_STATEMENT }) values: FormValues,
  ): Promise<PageAnswer> {
    const statement = new FormReader(values).text('statement');
    try {
      return await this.tell(id, values, { kind: 'evidence', statement, isFinal: true });
    } catch (error) {
      return this.one(request, id, refusalOf(error, values, fieldOf));
    }
  }

  @Get(':id/accept')
  @Permit('disputes.answer')
  @AuditRead('dispute')
  lookAgain(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.accepting(request, id, FRESH);
  }

  @Post(':id/accept')
  @Permit('disputes.answer')
  async accept(
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    try {
      return await this.tell(id, values, { kind: 'accept' });
    } catch (error) {
      return this.accepting(request, id, refusalOf(error, values));
    }
  }

  private tell(id: string, values: FormValues, input: AnswerDisputeInput): Promise<PageAnswer> {
    const route = `POST /disputes/:id/${input.kind}`;
    return this.once.run(
      { route, about: id, values },
      async () => {
        await this.answer.execute(id, input);
        return `/disputes/${id}#events`;
      },
      { staged: true },
    );
  }

  private async one(request: FastifyRequest, id: string, { status, form }: Refusal): Promise<PageAnswer> {
    const props = await this.around(request, id, form);
    return page(DisputePage, { ...props, mayAnswer: this.authorize.may('disputes.answer') }, { status });
  }

  private async accepting(request: FastifyRequest, id: string, { status, form }: Refusal): Promise<PageAnswer> {
    return page(AcceptDisputePage, await this.around(request, id, form), { status });
  }

  private async around(request: FastifyRequest, id: string, form: Refusal['form']) {
    const shown = await this.desk.one(id);
    return { ...shown, shell: await this.shell.of(request), idempotencyKey: this.once.keyOf(form.values), form };
  }
}

const fieldOf = (pointer: string): string | undefined => (pointer === '/statement' ? 'statement' : undefined);
