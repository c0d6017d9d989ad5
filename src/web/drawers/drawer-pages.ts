import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { DrawerId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Authorize } from '../../modules/access/authorize';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import type { Refusal } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageShell } from '../http/page-shell';
import type { FormValues } from '../http/posted-form';
import { CloseDrawerPage } from './close-drawer.page';
import { COINS_AND_NOTES, countField } from './count-form';
import { CountDrawerPage } from './count-drawer.page';
import { DrawerDesk, type DrawerShown } from './drawer-desk';
import { DrawerPage } from './drawer.page';
import { HandOverDrawerPage } from './hand-over-drawer.page';
import { OpenDrawerPage } from './open-drawer.page';

const FRESH: Refusal = { status: 200, form: EMPTY_FORM };

/** Where a drawer's page is asked for: by whom, about which. */
export interface DrawerAsked {
  readonly request: FastifyRequest;
  readonly id: DrawerId;
}

/**
 * The pages of one drawer, fresh or with what a rule refused. A form that a drawer's state does not allow any more leads
 * to the drawer itself, with the refusal if there is one. Errors: `drawer_unknown`.
 */
@Injectable()
export class DrawerPages {
  constructor(
    private readonly desk: DrawerDesk,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  async drawer({ request, id }: DrawerAsked, { form, status }: Refusal = FRESH): Promise<PageAnswer> {
    const [shown, outside, accounts, shell] = await Promise.all([
      this.desk.one(id),
      this.desk.outsideCash(),
      this.desk.accounts(),
      this.shell.of(request),
    ]);
    const mayWork = this.authorize.may('drawers.work');
    const props = { ...shown, outside, accounts, shell, form, mayWork, idempotencyKey: this.once.makeKey() };
    return page(DrawerPage, props, { status });
  }

  async open(asked: DrawerAsked, refusal: Refusal = FRESH): Promise<PageAnswer> {
    const { drawer } = await this.desk.one(asked.id);
    if (drawer.isOpen) return this.otherState(asked, refusal);
    const outside = await this.desk.outsideCash();
    return page(OpenDrawerPage, { ...(await this.around(asked, refusal)), drawer, outside }, refusal);
  }

  async handOver(asked: DrawerAsked, refusal: Refusal = FRESH): Promise<PageAnswer> {
    const { drawer } = await this.desk.one(asked.id);
    if (!drawer.isOpen) return this.otherState(asked, refusal);
    const people = await this.desk.successors(asked.id);
    return page(HandOverDrawerPage, { ...(await this.around(asked, refusal)), drawer, people }, refusal);
  }

  async count(asked: DrawerAsked, refusal: Refusal = FRESH): Promise<PageAnswer> {
    const { drawer } = await this.desk.one(asked.id);
    if (!drawer.isOpen) return this.otherState(asked, refusal);
    return page(CountDrawerPage, { ...(await this.around(asked, refusal)), drawer }, refusal);
  }

  async close(asked: DrawerAsked, counted: Money, { form, status }: Refusal): Promise<PageAnswer> {
    const shown = await this.desk.one(asked.id);
    const { drawer } = shown;
    if (!drawer.isOpen) return this.otherState(asked, { form, status });
    const deposit = form.values['deposit'] ?? proposedDeposit(shown, counted).format().replace('$', '');
    const filled: FormState = { ...form, values: { ...form.values, deposit } };
    const around = await this.around(asked, { form: filled, status });
    return page(CloseDrawerPage, { ...around, drawer, counted, posted: countsOf(form.values) }, { status });
  }

  private async around({ request }: DrawerAsked, { form }: Refusal) {
    return { shell: await this.shell.of(request), idempotencyKey: this.once.makeKey(), form };
  }

  private otherState(asked: DrawerAsked, refusal: Refusal): PageAnswer | Promise<PageAnswer> {
    return refusal.status === 200 ? goTo(`/drawers/${asked.id}`) : this.drawer(asked, refusal);
  }
}

/** What is more than the float the session began with: the next one begins with the same. */
function proposedDeposit({ session }: DrawerShown, counted: Money): Money {
  return Money.max(counted.minus(session?.openFloat ?? Money.ZERO), Money.ZERO);
}

const COUNT_FIELDS = COINS_AND_NOTES.map(({ cents }) => countField(cents));

const countsOf = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => COUNT_FIELDS.includes(name) && value !== ''));
