import { Get, Param, Post, Req } from '@nestjs/common';
import type { FunctionComponent } from 'preact';
import type { FastifyRequest } from 'fastify';
import type { ClaimId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { ClaimDeeds } from './claim-deeds';
import { readCopay, readNote } from './claim-deed-forms';
import {
  AppealPage,
  type ClaimDeedPageProps,
  CopayPage,
  CorrectClaimPage,
  GiveUpPage,
  WithdrawClaimPage,
} from './claim-deeds.page';
import { ClaimDesk } from './claim-desk';

/** A form about a claim: its page, and what it does once it is read. */
interface Deed {
  readonly path: string;
  readonly component: FunctionComponent<ClaimDeedPageProps>;
  /** The work, or nothing while something typed is wrong. */
  readonly read: (form: FormReader, id: ClaimId) => (() => Promise<string>) | undefined;
}

interface Posted {
  readonly id: ClaimId;
  readonly request: FastifyRequest;
  readonly values: FormValues;
}

/** /claims/:id/…: what a biller does about a claim the payer has decided. */
@PageController('claims/:id')
export class ClaimDeedsController {
  private readonly appeal: Deed;
  private readonly correct: Deed;
  private readonly withdraw: Deed;
  private readonly giveUp: Deed;
  private readonly copay: Deed;

  constructor(
    deeds: ClaimDeeds,
    private readonly desk: ClaimDesk,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {
    const withNote =
      (work: (id: ClaimId, note: string) => Promise<string>): Deed['read'] =>
      (form, id) => {
        const note = readNote(form);
        return note === undefined ? undefined : () => work(id, note);
      };
    this.appeal = { path: 'appeal', component: AppealPage, read: withNote((id, note) => deeds.appeal(id, note)) };
    this.giveUp = { path: 'write-off', component: GiveUpPage, read: withNote((id, note) => deeds.giveUp(id, note)) };
    this.correct = {
      path: 'correct',
      component: CorrectClaimPage,
      read: (_form, id) => () => deeds.replace(id, 'replacement'),
    };
    this.withdraw = {
      path: 'withdraw',
      component: WithdrawClaimPage,
      read: (_form, id) => () => deeds.replace(id, 'void'),
    };
    this.copay = {
      path: 'copay',
      component: CopayPage,
      read: (form, id) => {
        const input = readCopay(form, id);
        return input && (() => deeds.copay(input));
      },
    };
  }

  @Get('appeal')
  @Permit('claims.work')
  @AuditRead('claim')
  showAppeal(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, this.appeal);
  }

  @Post('appeal')
  @Permit('claims.work')
  doAppeal(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.run(this.appeal, { id, request, values });
  }

  @Get('correct')
  @Permit('claims.work')
  @AuditRead('claim')
  showCorrect(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, this.correct);
  }

  @Post('correct')
  @Permit('claims.work')
  doCorrect(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.run(this.correct, { id, request, values });
  }

  @Get('withdraw')
  @Permit('claims.work')
  @AuditRead('claim')
  showWithdraw(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, this.withdraw);
  }

  @Post('withdraw')
  @Permit('claims.work')
  doWithdraw(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.run(this.withdraw, { id, request, values });
  }

  @Get('write-off')
  @Permit('adjustments.make')
  @AuditRead('claim')
  showGiveUp(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, this.giveUp);
  }

  @Post('write-off')
  @Permit('adjustments.make')
  doGiveUp(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.run(this.giveUp, { id, request, values });
  }

  @Get('copay')
  @Permit('claims.work')
  @AuditRead('claim')
  showCopay(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, this.copay);
  }

  @Post('copay')
  @Permit('claims.work')
  doCopay(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.run(this.copay, { id, request, values });
  }

  private async run(deed: Deed, { id, request, values }: Posted): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const work = deed.read(typed, id);
    if (!work) return this.page(request, id, deed, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: `POST /claims/:id/${deed.path}`, about: id, values }, work);
    } catch (error) {
      return this.page(request, id, deed, refusalOf(error, values, amountField));
    }
  }

  private async page(
    request: FastifyRequest,
    id: ClaimId,
    { component }: Deed,
    { status, form }: Refusal = { status: 200, form: EMPTY_FORM },
  ): Promise<PageAnswer> {
    const { claim, patient } = await this.desk.about(id);
    const shell = await this.shell.of(request);
    return page(component, { shell, claim, patient, form, idempotencyKey: this.once.keyOf(form.values) }, { status });
  }
}

const amountField = (pointer: string): string | undefined => (pointer === '/amountCents' ? 'amount' : undefined);
