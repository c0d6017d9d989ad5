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

/** Fields that take several lines, each with the most characters it may have. */
export type LongTexts = Readonly<Record<string, number>>;

/** Reads a posted form. Errors: `body_malformed` for anything a form of ours cannot send. */
export function readPostedForm(body: unknown, longTexts: LongTexts = {}): FormValues {
  if (typeof body !== 'object' || body === null) throw new DomainError('body_malformed');
  const entries = Object.entries(body);
  if (entries.length > MAX_FIELDS) throw new DomainError('body_too_large');
  return Object.fromEntries(entries.map(([name, value]) => [name, readText(value, longTexts[name])]));
}

/** Browsers send the lines of a text with CRLF between them; they are kept with LF. */
function readText(value: unknown, most: number | undefined): string {
  const text = typeof value === 'string' && most !== undefined ? value.replaceAll('\r\n', '\n') : value;
  if (typeof text === 'string' && text.length <= (most ?? MAX_LENGTH) && isPlainText(text, most !== undefined))
    return text;
  throw new DomainError('body_malformed', { detail: 'A field holds characters that cannot be kept.' });
}

/** The posted form of a handler: `@PostedForm() form: FormValues`, `@PostedForm({ statement: 2000 })` with a long text. */
export const PostedForm = createParamDecorator((longTexts: LongTexts | undefined, execution: ExecutionContext) =>
  readPostedForm(execution.switchToHttp().getRequest<FastifyRequest>().body, longTexts),
);

/** What a review page carries on unseen: everything that was typed, without the page's own tokens and blanks. */
export const carriedOn = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => !name.startsWith('_') && value !== ''));
