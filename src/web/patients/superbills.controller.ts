import { Param, Post } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { isUuid, type PatientId, type VisitId } from '../../kernel/ids';
import { Permit } from '../../modules/access/permit';
import { IssueSuperbill } from '../../modules/documents/issue-superbill';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { goTo, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';

/** /patients/:id/superbills */
@PageController('patients/:id/superbills')
export class SuperbillsController {
  constructor(private readonly issueSuperbill: IssueSuperbill) {}

  /** The same visit again opens the same paper, or its next version: no key is needed. */
  @Post()
  @Permit('documents.issue')
  async issue(@Param('id', UuidPipe) patientId: PatientId, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const visitId = values['visitId'];
    if (!isUuid(visitId)) throw new DomainError('visit_unknown');
    const { id } = await this.issueSuperbill.execute({ patientId, visitIds: [visitId as VisitId] });
    return goTo(`/v1/superbills/${id}.pdf`);
  }
}
