import { Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PatientId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { AskAboutPayments } from '../ask-about-payments';
import { PatientAccountReader, PatientAccountView } from '../patient-account.reader';
import { PayLinks } from '../pay-links';
import { PayLinkBody } from './payments.dto';

/** What a patient owes, and the page on which they pay it. */
@ApiTags('payments')
@Controller('v1')
export class PatientAccountsController {
  constructor(
    private readonly payLinks: PayLinks,
    private readonly accounts: PatientAccountReader,
    private readonly asking: AskAboutPayments,
  ) {}

  @Get('patients/:id/account')
  @Permit('patient_accounts.read')
  @AuditRead('patient_account')
  @Answers({
    type: PatientAccountView,
    description: 'What the patient owes, what insurance does, and what is held for them.',
    problems: ['patient_unknown'],
  })
  async account(@Param('id', UuidPipe) id: string): Promise<PatientAccountView> {
    await this.asking.ofPatient(id as PatientId);
    return this.accounts.get(id as PatientId);
  }

  @Post('patients/:id/pay-links')
  @Permit('pay_links.manage')
  @Answers({
    status: 201,
    type: PayLinkBody,
    description: 'The patient’s permanent pay page; the same one until it is revoked.',
    problems: ['patient_unknown'],
  })
  payLink(@Param('id', UuidPipe) id: string): Promise<PayLinkBody> {
    return this.payLinks.ensure(id as PatientId);
  }

  @Delete('pay-links/:id')
  @Permit('pay_links.manage')
  @Answers({ status: 204, description: 'Close a pay page for good.', problems: ['pay_link_unknown'] })
  revoke(@Param('id', UuidPipe) id: string): Promise<void> {
    return this.payLinks.revoke(id);
  }
}
