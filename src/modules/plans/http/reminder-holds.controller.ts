import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PatientId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { EnumField } from '../../../platform/http/fields';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { HOLD_REASONS, type HoldReason } from '../hold-reasons';
import { HoldReminders } from '../hold-reminders';
import { ReminderHoldDto } from './autopay.dto';

class ReminderHoldView {
  @EnumField(HOLD_REASONS, { nullable: true, description: 'Null: the patient is reminded as usual.' })
  reason: HoldReason | null;
}

/** /v1/patients/:id/reminder-hold: nobody asks the patient for money by themselves while it stands. */
@ApiTags('plans')
@Controller('v1/patients/:id/reminder-hold')
export class ReminderHoldsController {
  constructor(private readonly holds: HoldReminders) {}

  @Get()
  @Permit('plans.read')
  @AuditRead('patient')
  @Answers({
    type: ReminderHoldView,
    description: 'Whether reminders and automatic payments are held.',
    problems: ['not_found', 'patient_unknown'],
  })
  async get(@Param('id', UuidPipe) id: string): Promise<ReminderHoldView> {
    return { reason: await this.holds.of(id as PatientId) };
  }

  @Post()
  @HttpCode(200)
  @Permit('plans.work')
  @Answers({
    type: ReminderHoldView,
    description: 'Hold reminders and automatic payments.',
    problems: ['not_found', 'patient_unknown'],
  })
  async start(@Param('id', UuidPipe) id: string, @Body() body: ReminderHoldDto): Promise<ReminderHoldView> {
    await this.holds.start(id as PatientId, body.reason);
    return { reason: await this.holds.of(id as PatientId) };
  }

  @Delete()
  @Permit('plans.work')
  @Answers({ type: ReminderHoldView, description: 'Let them go on.', problems: ['not_found', 'patient_unknown'] })
  async end(@Param('id', UuidPipe) id: string): Promise<ReminderHoldView> {
    await this.holds.end(id as PatientId);
    return { reason: null };
  }
}
