import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ChargeId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { AdjustmentsReader } from '../adjusting/adjustments.reader';
import { ChargeView } from '../visit.view';

/** /v1/charges/:id */
@ApiTags('charges')
@Controller('v1/charges')
export class ChargesController {
  constructor(private readonly charges: AdjustmentsReader) {}

  @Get(':id')
  @Permit('visits.read')
  @AuditRead('charge')
  @Answers({
    type: ChargeView,
    description: 'One charge with its price, its route and its adjustments.',
    problems: ['not_found', 'charge_unknown'],
  })
  get(@Param('id', UuidPipe) id: ChargeId) {
    return this.charges.charge(id);
  }
}
