import { Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ROUTING_RULES } from '../../domain/routing/routing-rules';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { FormReader } from '../forms/form-reader';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { textOf } from '../http/query-text';
import { type RoutingQuestion, RoutingDesk } from './routing-desk';
import { RoutingPage } from './routing.page';

const FIELDS = ['from', 'to', 'destination', 'rule', 'serviceCode'] as const;

/** /claims/routing: who was billed for what, and why. */
@PageController('claims/routing')
export class RoutingPagesController {
  constructor(
    private readonly desk: RoutingDesk,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('coverage.read')
  @AuditRead('routing_decision')
  async show(@Req() request: FastifyRequest, @Query() query: Readonly<Record<string, unknown>>): Promise<PageAnswer> {
    const values = Object.fromEntries(FIELDS.map((field) => [field, textOf(query[field]) ?? '']));
    const form = new FormReader(values);
    const question = readQuestion(form);
    const shown = await this.desk.report({ ...question, cursor: textOf(query['cursor']) });
    const props = { ...shown, shell: await this.shell.of(request), form: form.state };
    return page(RoutingPage, props, { status: form.isRight ? 200 : 422 });
  }
}

/** What is asked; a field that makes no sense is left out and told. */
const readQuestion = (form: FormReader): RoutingQuestion => ({
  from: form.date('from')?.toString(),
  to: form.date('to')?.toString(),
  destination: form.choice('destination', ['insurance', 'self_pay'] as const),
  rule: form.choice(
    'rule',
    ROUTING_RULES.map(({ id }) => id),
  ),
  serviceCode: form.text('serviceCode'),
});
