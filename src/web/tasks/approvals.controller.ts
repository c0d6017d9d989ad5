import { Param, Post } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Permit } from '../../modules/access/permit';
import { DecideApproval } from '../../modules/tasks/decide-approval';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { goTo, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';

/** /tasks/approvals/:id: the second person's word. The same word twice changes nothing: no key is needed. */
@PageController('tasks/approvals')
export class ApprovalsController {
  constructor(private readonly decide: DecideApproval) {}

  @Post(':id')
  @Permit('approvals.decide')
  async answer(@Param('id', UuidPipe) id: string, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const decision = values['decision'];
    if (decision !== 'approved' && decision !== 'rejected') throw new DomainError('body_malformed');
    await this.decide.execute({ approvalId: id, decision });
    return goTo('/tasks#approvals');
  }
}
