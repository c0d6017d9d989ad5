import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Answers } from '../../../platform/http/answers';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { RoutingDecisionView } from '../routing-decision.view';
import { RoutingDecisionsReader } from '../routing-decisions.reader';
import { RoutingPolicies } from '../routing-policies';
import { ClinicRoutingPolicyView, PayerPolicyView, RoutingPoliciesView } from '../routing-policies.view';
import { SetPayerPolicy } from '../set-payer-policy';
import { RoutingDecisionsListQuery, SetClinicRoutingBody, SetPayerPolicyBody } from './routing.dto';

/** /v1/routing-decisions, /v1/routing-policies */
@ApiTags('coverage')
@Controller('v1')
export class RoutingController {
  constructor(
    private readonly decisions: RoutingDecisionsReader,
    private readonly policies: RoutingPolicies,
    private readonly payerPolicy: SetPayerPolicy,
  ) {}

  @Get('routing-decisions')
  @Permit('coverage.read')
  @AuditRead('routing_decision')
  @Answers({
    type: RoutingDecisionView,
    list: true,
    description: 'Who was billed for what, by which rule and from what facts; the last decided first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: RoutingDecisionsListQuery) {
    return this.decisions.list(query);
  }

  @Get('routing-policies')
  @Permit('coverage.read')
  @Answers({ type: RoutingPoliciesView, description: 'What payers and the clinic decide about services.' })
  all() {
    return this.policies.all();
  }

  @Post('routing-policies/payers')
  @Permit('settings.manage')
  @Answers({
    status: 201,
    type: PayerPolicyView,
    description: 'Writes down what a payer says of a service, such as that it covers IV ketamine.',
    problems: ['service_unknown', 'routing_policy_exists'],
  })
  async forPayer(@Body() { effectiveFrom, ...body }: SetPayerPolicyBody): Promise<PayerPolicyView> {
    await this.payerPolicy.execute({ ...body, effectiveFrom: parseBusinessDate(effectiveFrom) });
    const { payerName: _, requiresAuthorization = null, crosswalksDrugCode = false, ...policy } = body;
    return { ...policy, effectiveFrom, requiresAuthorization, crosswalksDrugCode };
  }

  @Post('routing-policies/clinic')
  @Permit('settings.manage')
  @Answers({
    status: 201,
    type: ClinicRoutingPolicyView,
    description: 'Decides whom the clinic bills for a service where neither law nor a network contract says.',
    problems: ['service_unknown', 'routing_policy_exists'],
  })
  forClinic(@Body() { effectiveFrom, ...body }: SetClinicRoutingBody) {
    return this.policies.setForClinic({ ...body, effectiveFrom: parseBusinessDate(effectiveFrom) });
  }
}
