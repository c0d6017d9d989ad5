import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ClaimId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { CheckClaim } from '../check-claim';
import { ClaimChecksView } from '../claim-checks.view';
import { ClaimView } from '../claim.view';
import { Cms1500Reader } from '../cms1500.reader';
import { Cms1500View } from '../cms1500.view';
import { MailClaim } from '../mail-claim';
import { ClaimsReader } from '../claims.reader';
import { ClaimsListQuery } from './claims.dto';

/** /v1/claims */
@ApiTags('claims')
@Controller('v1/claims')
export class ClaimsController {
  constructor(
    private readonly claims: ClaimsReader,
    private readonly checkClaim: CheckClaim,
    private readonly papers: Cms1500Reader,
    private readonly mailClaim: MailClaim,
  ) {}

  @Get()
  @Permit('claims.read')
  @AuditRead('claim')
  @Answers({ type: ClaimView, list: true, description: 'Claims, the newest first.', problems: ['cursor_invalid'] })
  list(@Query() query: ClaimsListQuery) {
    return this.claims.list(query);
  }

  @Get(':id')
  @Permit('claims.read')
  @AuditRead('claim')
  @Answers({
    type: ClaimView,
    description: 'One claim: what it says, what it still needs, what became of it.',
    problems: ['not_found', 'claim_unknown'],
  })
  get(@Param('id', UuidPipe) id: ClaimId) {
    return this.claims.get(id);
  }

  @Get(':id/cms-1500')
  @Permit('claims.read')
  @AuditRead('claim_form')
  @Answers({
    type: Cms1500View,
    description: 'The claim as the paper form CMS-1500 (02/12), box by box; `cms-1500.pdf` prints the same.',
    problems: ['not_found', 'claim_unknown', 'disclosure_restricted'],
  })
  paper(@Param('id', UuidPipe) id: ClaimId) {
    return this.papers.get(id);
  }

  @Post(':id/mailings')
  @Permit('claims.work')
  @Answers({
    type: ClaimView,
    description: 'Notes that the claim went to its payer on paper.',
    problems: ['not_found', 'claim_unknown', 'claim_not_ready', 'claim_state_conflict'],
  })
  mail(@Param('id', UuidPipe) id: ClaimId) {
    return this.mailClaim.execute(id);
  }

  @Post(':id/checks')
  @Permit('claims.work')
  @Answers({
    type: ClaimChecksView,
    description: 'Looks a claim over before it is sent: everything wrong with it, and everything it waits for.',
    problems: ['not_found', 'claim_unknown'],
  })
  async check(@Param('id', UuidPipe) id: ClaimId): Promise<ClaimChecksView> {
    const { row, isReady, findings, gates } = await this.checkClaim.execute(id);
    return { claimId: row.id, status: row.status, isReady, findings, gates };
  }
}
