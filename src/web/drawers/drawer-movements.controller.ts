import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { DrawerMovementKind } from '../../domain/ledger/drawer-recipes';
import type { DrawerId } from '../../kernel/ids';
import { Permit } from '../../modules/access/permit';
import { MoveCash, type MoveCashInput } from '../../modules/cashiering/move-cash';
import { TakeInCash } from '../../modules/cashiering/take-in-cash';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { shortText } from '../forms/short-text';
import { FormOnce } from '../http/form-once';
import { goTo, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { drawerRefusal } from './count-form';
import { DrawerPages } from './drawer-pages';

const KINDS = ['paid_in', 'paid_out', 'drop'] as const satisfies readonly DrawerMovementKind[];
const LONGEST_REFERENCE = 100;
const ACCOUNTS = { min: 1_000, max: 9_999 } as const;

/** /drawers/:id: cash in and out of an open drawer that no patient paid or was given. */
@PageController('drawers/:id')
@Permit('drawers.work')
export class DrawerMovementsController {
  constructor(
    private readonly move: MoveCash,
    private readonly takeIn: TakeInCash,
    private readonly pages: DrawerPages,
    private readonly once: FormOnce,
  ) {}

  /** Loading it anew begins again. */
  @Get(['movements', 'outside-cash'])
  again(@Param('id', UuidPipe) id: DrawerId): PageAnswer {
    return goTo(`/drawers/${id}`);
  }

  @Post('movements')
  async movement(
    @Param('id', UuidPipe) id: DrawerId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const input = readMovement(typed);
    if (!input) return this.pages.drawer({ request, id }, { form: typed.state, status: 422 });
    try {
      return await this.once.run({ route: 'POST /drawers/:id/movements', about: id, values }, async () => {
        await this.move.execute({ drawerId: id, ...input });
        return `/drawers/${id}#movements`;
      });
    } catch (error) {
      return this.pages.drawer({ request, id }, drawerRefusal(error, values));
    }
  }

  @Post('outside-cash')
  async outside(
    @Param('id', UuidPipe) id: DrawerId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const entryId = typed.id('entryId', { needed: 'Choose which cash it is.' });
    const reason = shortText(typed, 'takenInReason', { needed: 'Say where it was until now.' });
    if (!typed.isRight || !entryId || !reason)
      return this.pages.drawer({ request, id }, { form: typed.state, status: 422 });
    try {
      return await this.once.run({ route: 'POST /drawers/:id/outside-cash', about: id, values }, async () => {
        await this.takeIn.execute({ drawerId: id, entryId, reason });
        return `/drawers/${id}#movements`;
      });
    } catch (error) {
      return this.pages.drawer({ request, id }, drawerRefusal(error, values));
    }
  }
}

/** The movement as it was typed, or nothing while something in it is wrong. A drop goes to the bank, whatever was chosen. */
function readMovement(form: FormReader): Omit<MoveCashInput, 'drawerId'> | undefined {
  const chosen = form.text('kind', { needed: 'Choose what happened to the cash.' });
  const kind = KINDS.find((known) => known === chosen);
  if (chosen !== undefined && !kind) form.reject('kind', 'Choose what happened to the cash.');
  const amount = form.money('amount', { needed: 'Enter the amount.' });
  if (amount?.isZero()) form.reject('amount', 'Enter an amount above zero.');
  const reason = shortText(form, 'reason', { needed: 'Say what it was for.' });
  const reference = shortText(form, 'reference', { max: LONGEST_REFERENCE });
  const accountNumber = form.wholeNumber('accountNumber', ACCOUNTS);
  if (!form.isRight || !kind || !amount || !reason) return undefined;
  return { kind, amount, reason, reference, accountNumber: kind === 'drop' ? undefined : accountNumber };
}
