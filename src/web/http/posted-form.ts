import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors';
import { isPlainText } from '../../platform/http/fields';

/** Where a page puts the key that makes its form have one effect. */
export const IDEMPOTENCY_FIELD = '_idempotencyKey';

const MAX_FIELDS = 400;
const MAX_LENGTH = 2_000;

/** What a form posted, text by field name. Every text can be shown and stored; blanks are kept as they came. */
export type FormValues = Readonly<Record<string, string>>;

/** Reads a posted form. Errors: `body_malformed` for anything a form of ours cannot send. */
export function readPostedForm(body: unknown): FormValues {
  if (typeof body !== 'object' || body === null) throw new DomainError('body_malformed');
  const entries = Object.entries(body);
  if (entries.length > MAX_FIELDS) throw new DomainError('body_too_large');
  for (const [, value] of entries)
    if (typeof value !== 'string' || value.length > MAX_LENGTH || !isPlainText(value))
      throw new DomainError('body_malformed', { detail: 'A field holds characters that cannot be kept.' });
  return Object.fromEntries(entries) as FormValues;
}

/** The posted form of a handler: `@PostedForm() form: FormValues`. */
export const PostedForm = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  readPostedForm(execution.switchToHttp().getRequest<FastifyRequest>().body),
);

/** What a review page carries on unseen: everything that was typed, without the page's own tokens and blanks. */
export const carriedOn = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => !name.startsWith('_') && value !== ''));
