import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ADVICE_REFUSALS, adviseCodes } from '../../../domain/claims/code-advice';
import { judgeCodes } from '../../../domain/claims/judge-codes';
import { parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import { Answers } from '../../../platform/http/answers';
import { Permit } from '../../access/permit';
import { CodeAdviceBody, CodeAdviceView } from '../preparing/code-advice.view';

/** /v1/code-advice */
@ApiTags('claims')
@Controller('v1/code-advice')
export class CodeAdviceController {
  @Post()
  @Permit('claims.read')
  @Answers({
    type: CodeAdviceView,
    description:
      'Which codes a Spravato visit is billed with, and why; codes that are named are judged first. A refusal tells its `source`. Stores nothing.',
    problems: ['codes_not_billable'],
  })
  advise(@Body() { dateOfService, codes = [], ndc, ...rest }: CodeAdviceBody): CodeAdviceView {
    const treatment = { ...rest, dateOfService: parseBusinessDate(dateOfService) };
    const advice = judgeCodes(treatment, { codes, ndc }) ?? adviseCodes(treatment);
    if (typeof advice === 'string') {
      const { detail, source } = ADVICE_REFUSALS[advice];
      throw new DomainError('codes_not_billable', { detail, facts: { reason: advice, source } });
    }
    return advice;
  }
}
