import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { VisitId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { ClaimSettings } from '../claim-settings';
import { ClaimSettingsView, PayerClaimRulesView } from '../claim-settings.view';
import { ObservationView } from '../observation.view';
import { RecordObservation } from '../record-observation';
import { RecordObservationBody } from './claims.dto';

/** /v1/claim-settings, /v1/payers/:payerId/claim-rules, /v1/visits/:id/observation: what claims are made of. */
@ApiTags('claims')
@Controller('v1')
export class ClaimSettingsController {
  constructor(
    private readonly settings: ClaimSettings,
    private readonly observations: RecordObservation,
  ) {}

  @Get('claim-settings')
  @Permit('claims.read')
  @Answers({ type: ClaimSettingsView, description: 'How the clinic sends claims.' })
  get() {
    return this.settings.get();
  }

  @Put('claim-settings')
  @Permit('settings.manage')
  @Answers({ type: ClaimSettingsView, description: 'Sets how the clinic sends claims.' })
  set(@Body() body: ClaimSettingsView) {
    return this.settings.set(body);
  }

  @Put('payers/:payerId/claim-rules')
  @Permit('claims.work')
  @Answers({
    type: PayerClaimRulesView,
    description: 'Sets what a payer wants of a claim.',
    problems: ['not_found', 'payer_unknown'],
  })
  setRules(@Param('payerId') payerId: string, @Body() body: PayerClaimRulesView) {
    return this.settings.setPayerRules(payerId, body);
  }

  @Get('visits/:id/observation')
  @Permit('visits.read')
  @AuditRead('observation')
  @Answers({
    type: ObservationView,
    description: 'What was observed at a visit, for its claim.',
    problems: ['not_found', 'visit_unknown'],
  })
  observation(@Param('id', UuidPipe) visitId: VisitId) {
    return this.observations.get(visitId);
  }

  @Put('visits/:id/observation')
  @Permit('visits.post')
  @Answers({
    type: ObservationView,
    description:
      'Writes down what was observed at a visit: times, REMS, kit. The whole record; what is left out is not known.',
    problems: ['not_found', 'visit_unknown'],
  })
  record(@Param('id', UuidPipe) visitId: VisitId, @Body() body: RecordObservationBody) {
    return this.observations.execute({ ...body, visitId });
  }
}
