import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { FunctionComponent } from 'preact';
import type { ClaimId } from '../../kernel/ids';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageShell } from '../http/page-shell';
import type { FormValues } from '../http/posted-form';
import { readNote } from './claim-deed-forms';
import type { ClaimDeedPageProps } from './claim-deeds.page';
import { ClaimDesk } from './claim-desk';

/** A form about a claim: its page, and what it does once it is read. */
export interface Deed {
  readonly path: string;
  readonly component: FunctionComponent<ClaimDeedPageProps>;
  /** The work, or nothing while something typed is wrong. */
  readonly read: (form: FormReader, id: ClaimId) => (() => Promise<string>) | undefined;
}

/** A form about a claim that was posted. */
export interface PostedDeed {
  readonly id: ClaimId;
  readonly request: FastifyRequest;
  readonly values: FormValues;
}

/** Shows the forms about claims and carries out what they ask. */
@Injectable()
export class ClaimDeedPages {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  /** Errors: `claim_unknown`. */
  async show(
    request: FastifyRequest,
    id: ClaimId,
    { component }: Deed,
    { status, form }: Refusal = { status: 200, form: EMPTY_FORM },
  ): Promise<PageAnswer> {
    const { claim, patient } = await this.desk.about(id);
    const shell = await this.shell.of(request);
    return page(component, { shell, claim, patient, form, idempotencyKey: this.once.keyOf(form.values) }, { status });
  }

  async run(deed: Deed, { id, request, values }: PostedDeed): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const work = deed.read(typed, id);
    if (!work) return this.show(request, id, deed, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: `POST /claims/:id/${deed.path}`, about: id, values }, work);
    } catch (error) {
      return this.show(request, id, deed, refusalOf(error, values, amountField));
    }
  }
}

/** A deed that asks for a few words and nothing else. */
export const withNote =
  (work: (id: ClaimId, note: string) => Promise<string>): Deed['read'] =>
  (form, id) => {
    const note = readNote(form);
    return note === undefined ? undefined : () => work(id, note);
  };

const amountField = (pointer: string): string | undefined => (pointer === '/amountCents' ? 'amount' : undefined);
