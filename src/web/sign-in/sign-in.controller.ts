import { Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Permit, Public } from '../../modules/access/permit';
import { safePath } from '../../modules/access/safe-path';
import { SessionCookie } from '../../modules/access/session-cookie';
import { SignIn } from '../../modules/access/sign-in';
import { SignOut } from '../../modules/access/sign-out';
import { Config } from '../../platform/config/config';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { SignInPage } from './sign-in.page';

/** /sign-in and /sign-out */
@PageController()
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
    private readonly cookie: SessionCookie,
    private readonly config: Config,
  ) {}

  @Get('sign-in')
  @Public()
  show(@Query('next') next: unknown): PageAnswer {
    return this.page(EMPTY_FORM, safePath(next), 200);
  }

  @Post('sign-in')
  @Public()
  async enter(
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const next = safePath(values['next']);
    const typed = new FormReader({ email: values['email'] ?? '', password: values['password'] ?? '' });
    const email = typed.text('email', { needed: 'Enter your e-mail.' });
    typed.text('password', { needed: 'Enter your password.' });
    const shown = { email: values['email'] ?? '' };
    if (!typed.isRight) return this.page({ values: shown, problems: typed.state.problems }, next, 422);
    try {
      const { token } = await this.signIn.execute({
        email: email ?? '',
        password: values['password'] ?? '',
        userAgent: request.headers['user-agent'],
        previousToken: this.cookie.read(request),
      });
      this.cookie.write(reply, token);
    } catch (error) {
      const { form, status } = refusalOf(error, shown);
      return this.page(form, next, status);
    }
    return goTo(next);
  }

  @Post('sign-out')
  @Permit('clinic.read')
  async leave(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<PageAnswer> {
    const token = this.cookie.read(request);
    if (token) await this.signOut.execute(token);
    this.cookie.clear(reply);
    return goTo('/sign-in');
  }

  private page(form: FormState, next: string, status: number): PageAnswer {
    const isSandbox = this.config.stripe.sandboxUrl !== undefined;
    return page(SignInPage, { form, isSandbox, next: next === '/' ? undefined : next }, { status });
  }
}
