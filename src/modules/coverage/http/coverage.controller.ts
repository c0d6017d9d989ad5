import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PatientId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { AddAuthorization } from '../add-authorization';
import { AddCoverage } from '../add-coverage';
import { CoverageReader } from '../coverage.reader';
import { AuthorizationView, CoverageView, SelfPayElectionView } from '../coverage.view';
import { RecordSelfPayElection } from '../record-self-pay-election';
import { toAuthorization, toCoverage, toElection } from './coverage-body';
import { AddAuthorizationBody, AddCoverageBody, RecordSelfPayElectionBody } from './coverage.dto';

/** /v1/patients/:id/coverages, /authorizations, /self-pay-elections */
@ApiTags('coverage')
@Controller('v1/patients/:id')
export class CoverageController {
  constructor(
    private readonly addCoverage: AddCoverage,
    private readonly addAuthorization: AddAuthorization,
    private readonly recordElection: RecordSelfPayElection,
    private readonly reader: CoverageReader,
  ) {}

  @Post('coverages')
  @Permit('coverage.write')
  @Answers({
    status: 201,
    type: CoverageView,
    description: 'Writes down a plan of the patient.',
    problems: ['not_found', 'patient_unknown', 'coverage_period_invalid'],
  })
  cover(@Param('id', UuidPipe) id: PatientId, @Body() body: AddCoverageBody) {
    return this.addCoverage.execute(toCoverage(id, body));
  }

  @Get('coverages')
  @Permit('coverage.read')
  @AuditRead('coverage')
  @Answers({
    type: CoverageView,
    list: true,
    description: 'The plans of the patient.',
    problems: ['not_found', 'patient_unknown', 'cursor_invalid'],
  })
  coverages(@Param('id', UuidPipe) id: PatientId, @Query() page: PageQuery) {
    return this.reader.coveragesOf(id, page);
  }

  @Post('authorizations')
  @Permit('authorizations.write')
  @Answers({
    status: 201,
    type: AuthorizationView,
    description: 'Writes down a prior authorization.',
    problems: ['not_found', 'coverage_unknown', 'authorization_period_invalid', 'disclosure_restricted'],
  })
  authorize(@Param('id', UuidPipe) id: PatientId, @Body() body: AddAuthorizationBody) {
    return this.addAuthorization.execute(toAuthorization(id, body));
  }

  @Get('authorizations')
  @Permit('coverage.read')
  @AuditRead('authorization')
  @Answers({
    type: AuthorizationView,
    list: true,
    description: 'The prior authorizations of the patient with the units left.',
    problems: ['not_found', 'patient_unknown', 'cursor_invalid'],
  })
  authorizations(@Param('id', UuidPipe) id: PatientId, @Query() page: PageQuery) {
    return this.reader.authorizationsOf(id, page);
  }

  @Post('self-pay-elections')
  @Permit('coverage.write')
  @Answers({
    status: 201,
    type: SelfPayElectionView,
    description: 'Records the signed wish to pay in full and keep the plan uninformed.',
    problems: ['not_found', 'patient_unknown', 'service_unknown', 'signing_before_discharge'],
  })
  elect(@Param('id', UuidPipe) id: PatientId, @Body() body: RecordSelfPayElectionBody) {
    return this.recordElection.execute(toElection(id, body));
  }

  @Get('self-pay-elections')
  @Permit('coverage.read')
  @AuditRead('self_pay_election')
  @Answers({
    type: SelfPayElectionView,
    list: true,
    description: 'The self-pay elections of the patient.',
    problems: ['not_found', 'patient_unknown', 'cursor_invalid'],
  })
  elections(@Param('id', UuidPipe) id: PatientId, @Query() page: PageQuery) {
    return this.reader.electionsOf(id, page);
  }
}
