import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { CreateStaffUser } from '../create-staff-user';
import { DisableStaffUser } from '../disable-staff-user';
import { Permit } from '../permit';
import type { StaffUserView } from '../staff-user.view';
import { StaffUsersReader } from '../staff-users.reader';
import { CreateStaffUserDto, StaffUserBody } from './access.dto';

/** The people of the caller's clinic. */
@ApiTags('Access')
@Controller('v1/staff-users')
@Permit('users.manage')
export class StaffUsersController {
  constructor(
    private readonly users: StaffUsersReader,
    private readonly createStaffUser: CreateStaffUser,
    private readonly disableStaffUser: DisableStaffUser,
  ) {}

  @Get()
  @Answers({ type: StaffUserBody, list: true, description: 'Staff users, newest first', problems: ['cursor_invalid'] })
  list(@Query() query: PageQuery): Promise<Page<StaffUserView>> {
    return this.users.list(query);
  }

  @Post()
  @Answers({
    status: 201,
    type: StaffUserBody,
    description: 'Add a staff user',
    problems: ['email_taken', 'password_unacceptable'],
  })
  create(@Body() body: CreateStaffUserDto): Promise<StaffUserView> {
    return this.createStaffUser.execute(body);
  }

  @Post(':id/disable')
  @Answers({
    type: StaffUserBody,
    description: 'Shut a staff user out: their sessions and API keys end now',
    problems: ['not_found', 'staff_user_unknown'],
  })
  disable(@Param('id', UuidPipe) id: string): Promise<StaffUserView> {
    return this.disableStaffUser.execute(id);
  }
}
