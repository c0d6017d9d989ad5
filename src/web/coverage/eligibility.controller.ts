import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CoverageId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { ReceiveEligibility } from '../../modules/coverage/receive-eligibility';
import { RecordEligibility } from '../../modules/coverage/record-eligibility';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { NO_FILE } from '../claims/acknowledgements.controller';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { PostedFile } from '../http/file-form';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { textOf } from '../http/query-text';
import { EligibilityDesk } from './eligibility-desk';
import { eligibilityFieldOf, readEligibility } from './eligibility-forms';
import { EligibilityPage } from './eligibility.page';

const FRESH: Refusal = { status: 200, form: EMPTY_FORM };

interface Asked {
  readonly id: CoverageId;
  readonly request: FastifyRequest;
  readonly cursor?: string;
  readonly isRepeat?: boolean;
}

/** /coverages/:id/eligibility: what a payer said of a plan, and writing down the next. */
@PageController('coverages/:id/eligibility')
export class EligibilityPagesController {
  constructor(
    private readonly desk: EligibilityDesk,
    private readonly record: RecordEligibility,
    private readonly receive: ReceiveEligibility,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('coverage.read')
  @AuditRead('eligibility_snapshot')
  show(
    @Param('id', UuidPipe) id: CoverageId,
    @Req() request: FastifyRequest,
    @Query('cursor') cursor: unknown,
    @Query('again') again: unknown,
  ): Promise<PageAnswer> {
    return this.page({ id, request, cursor: textOf(cursor), isRepeat: again === 'yes' }, FRESH);
  }

  @Post()
  @Permit('coverage.write')
  async enter(
    @Param('id', UuidPipe) id: CoverageId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const input = readEligibility(typed, id);
    if (!input) return this.page({ id, request }, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /coverages/:id/eligibility', about: id, values }, async () => {
        await this.record.execute(input);
        return `/coverages/${id}/eligibility#${input.benefit}`;
      });
    } catch (error) {
      return this.page({ id, request }, refusalOf(error, values, eligibilityFieldOf));
    }
  }

  /** The coverage and the file's bytes are the key: the same answer twice is one. */
  @Post('file')
  @Permit('coverage.write')
  async take(
    @Param('id', UuidPipe) id: CoverageId,
    @Req() request: FastifyRequest,
    @PostedFile() text: string | undefined,
  ): Promise<PageAnswer> {
    if (text === undefined) return this.page({ id, request }, NO_FILE);
    try {
      const { isRepeat } = await this.receive.execute(id, text);
      return goTo(`/coverages/${id}/eligibility${isRepeat ? '?again=yes' : ''}`);
    } catch (error) {
      return this.page({ id, request }, refusalOf(error, {}));
    }
  }

  /** Asked today, of the plan's medical benefit, unless something else was typed. */
  private async page({ id, request, cursor, isRepeat = false }: Asked, refusal: Refusal): Promise<PageAnswer> {
    const { status, form } = refusal;
    const { today, ...shown } = await this.desk.of(id, cursor);
    const values = { benefit: 'medical', active: 'yes', checkedOn: today.toString(), ...form.values };
    const props = {
      ...shown,
      shell: await this.shell.of(request),
      idempotencyKey: this.once.keyOf(form.values),
      isRepeat,
      form: { ...form, values },
    };
    return page(EligibilityPage, props, { status });
  }
}
