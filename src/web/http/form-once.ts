import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { Idempotency, type IdempotentOptions } from '../../platform/http/idempotency';
import { goTo, type PageAnswer } from './page-answer';
import { type FormValues, IDEMPOTENCY_FIELD } from './posted-form';

/** A form that was posted: by which route, about what, saying what. */
export interface FormPost {
  /** Method and route pattern, e.g. `POST /invoices/:id/pay`. */
  readonly route: string;
  /** The id in the path. */
  readonly about?: string;
  readonly values: FormValues;
}

/** One effect for each form that was shown, however often it is sent. */
@Injectable()
export class FormOnce {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  /** The key a page writes into the form it shows. */
  makeKey(): string {
    return newId<string>(this.clock.now());
  }

  /** The key of a form that is shown again: a refusal stored nothing under it, and what was carried out is not done twice. */
  keyOf(values: FormValues): string {
    return values[IDEMPOTENCY_FIELD] || this.makeKey();
  }

  /**
   * Runs the work of a form once and goes where it says; a repeat goes there too. Errors: `idempotency_key_missing`,
   * `idempotency_key_reused`, `idempotency_in_progress`, and whatever the work throws.
   * @param work answers the path to go on to; it is given the form's key, for the use cases that keep it with their effect
   */
  async run(post: FormPost, work: (key: string) => Promise<string>, options?: IdempotentOptions): Promise<PageAnswer> {
    const { [IDEMPOTENCY_FIELD]: key, ...values } = post.values;
    if (!key) throw new DomainError('idempotency_key_missing', { detail: 'Open the form again and fill it in anew.' });
    const fingerprint = { about: post.about ?? null, values };
    const answer = await this.idempotency.run({ route: post.route, key, fingerprint }, () => work(key), options);
    return goTo(JSON.parse(answer.body) as string);
  }
}
