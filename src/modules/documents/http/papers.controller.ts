import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { parseBusinessDate } from '../../../kernel/business-date';
import type { DocumentId, InvoiceId, PatientId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { DocumentsReader } from '../documents.reader';
import { IssueHsaFsaPack } from '../issue-hsa-fsa-pack';
import { IssueInvoicePaper } from '../issuing/issue-invoice-paper';
import { IssueStatement } from '../issue-statement';
import { HsaFsaPackQuery, StatementQuery } from './papers.dto';
import { pdfAnswer } from './pdf-answer';

const PDF = 'application/pdf';
const parsed = (day: string | undefined) => (day === undefined ? undefined : parseBusinessDate(day));

/** Bills, statements and health-account packs, and any paper as it was given out. */
@ApiTags('documents')
@Controller('v1')
export class PapersController {
  constructor(
    private readonly invoices: IssueInvoicePaper,
    private readonly statements: IssueStatement,
    private readonly packs: IssueHsaFsaPack,
    private readonly documents: DocumentsReader,
  ) {}

  @Get('invoices/:id.pdf')
  @Permit('documents.read')
  @AuditRead('invoice_paper')
  @Answers({
    contentType: PDF,
    description: 'The bill as it stands, for a window envelope; the same bytes until something on it has changed.',
    problems: ['not_found', 'invoice_unknown'],
  })
  async invoice(@Param('id', UuidPipe) id: InvoiceId, @Res({ passthrough: true }) reply: FastifyReply) {
    return pdfAnswer(reply, await this.invoices.execute(id));
  }

  @Get('patients/:id/statement.pdf')
  @Permit('documents.read')
  @AuditRead('statement')
  @Answers({
    contentType: PDF,
    description: 'Opening balance, every movement, closing balance; the last 90 days unless told.',
    problems: ['not_found', 'patient_unknown', 'statement_period_invalid'],
  })
  async statement(
    @Param('id', UuidPipe) patientId: PatientId,
    @Query() query: StatementQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const period = { from: parsed(query.from), to: parsed(query.to) };
    return pdfAnswer(reply, await this.statements.execute({ patientId, ...period }));
  }

  @Get('patients/:id/hsa-fsa-pack.pdf')
  @Permit('documents.read')
  @AuditRead('hsa_fsa_pack')
  @Answers({
    contentType: PDF,
    description: 'What HSA and FSA money paid for in a plan year.',
    problems: ['not_found', 'patient_unknown', 'plan_year_invalid', 'hsa_fsa_pack_empty'],
  })
  async pack(
    @Param('id', UuidPipe) patientId: PatientId,
    @Query() { year }: HsaFsaPackQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return pdfAnswer(reply, await this.packs.execute({ patientId, year }));
  }

  @Get('documents/:id.pdf')
  @Permit('documents.read')
  @AuditRead('document')
  @Answers({
    contentType: PDF,
    description: 'Any issued paper, earlier versions too, byte for byte as it was given out.',
    problems: ['not_found', 'document_unknown'],
  })
  async file(@Param('id', UuidPipe) id: DocumentId, @Res({ passthrough: true }) reply: FastifyReply) {
    return pdfAnswer(reply, await this.documents.file(id));
  }
}
