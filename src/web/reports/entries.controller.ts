import { Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parseBusinessDate } from '../../kernel/business-date';
import { fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { EntriesReader } from '../../modules/ledger/entries.reader';
import { EntryTrailReader } from '../../modules/reports/entry-trail.reader';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { EntryPage } from './entry.page';
import { mayOpenOf } from './may-open';

/** /entries/:id: where every figure of a report leads. */
@PageController('entries')
@Permit('ledger.read')
export class EntryPagesController {
  constructor(
    private readonly entries: EntriesReader,
    private readonly trails: EntryTrailReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
  ) {}

  @Get(':id')
  async show(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const entry = await this.entries.get(id);
    const trail = await this.trails.of(id);
    if (!trail) throw new DomainError('not_found');
    return page(EntryPage, {
      shell: await this.shell.of(request),
      entry,
      trail,
      effectiveOn: parseBusinessDate(entry.effectiveOn),
      recordedAt: fromDate(entry.recordedAt),
      lateFor: entry.lateFor === null ? null : parseBusinessDate(entry.lateFor),
      timeZone: (await this.clinics.settings()).timeZone,
      mayOpen: mayOpenOf(this.authorize),
    });
  }
}
