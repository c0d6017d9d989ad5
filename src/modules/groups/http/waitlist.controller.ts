import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { GroupSessionId, WaitlistEntryId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { WaitlistEntryView } from '../group-session.view';
import { JoinWaitlist } from '../join-waitlist';
import { LeaveWaitlist } from '../leave-waitlist';
import { WaitlistReader } from '../waitlist.reader';
import { JoinWaitlistDto } from './groups.dto';

/** /v1/group-sessions/:id/waitlist */
@ApiTags('groups')
@Controller('v1/group-sessions/:id/waitlist')
export class WaitlistController {
  constructor(
    private readonly join: JoinWaitlist,
    private readonly leave: LeaveWaitlist,
    private readonly waitlist: WaitlistReader,
  ) {}

  @Post()
  @Permit('groups.work')
  @Answers({
    status: 201,
    type: WaitlistEntryView,
    description: 'Wait for a seat, at the price told now. Where one is free it is held for the patient at once.',
    problems: [
      'not_found',
      'group_session_unknown',
      'group_session_over',
      'patient_unknown',
      'patient_already_seated',
      'patient_already_waiting',
      'household_size_required',
      'price_not_set',
      'price_rule_invalid',
    ],
  })
  async create(
    @Param('id', UuidPipe) sessionId: GroupSessionId,
    @Body() body: JoinWaitlistDto,
  ): Promise<WaitlistEntryView> {
    const { patientId } = body;
    return this.waitlist.get(await this.join.execute({ ...JoinWaitlistDto.household(body), sessionId, patientId }));
  }

  @Delete(':entryId')
  @Permit('groups.work')
  @Answers({
    status: 204,
    description: 'Stop waiting.',
    problems: ['not_found', 'group_session_unknown', 'waitlist_entry_unknown'],
  })
  remove(
    @Param('id', UuidPipe) sessionId: GroupSessionId,
    @Param('entryId', UuidPipe) entryId: WaitlistEntryId,
  ): Promise<void> {
    return this.leave.execute(sessionId, entryId);
  }
}
