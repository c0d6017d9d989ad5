import { isUtf8 } from 'node:buffer';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors';

const FILE_FORM = 'multipart/form-data';
/** As much as the API takes in one body; larger files come through the clearinghouse's folder. */
const BODY_LIMIT_BYTES = 8_388_608;

/** The field of a form that holds its file. */
export const FILE_FIELD = 'file';

/**
 * Teaches the server to read forms with a text file in them, for pages alone: the API takes none. A field becomes its text,
 * and so does a file; what is no UTF-8 is Latin-1. Errors: `body_malformed`, `content_type_unsupported`.
 */
export function acceptFileForms(adapter: FastifyAdapter): void {
  adapter.useBodyParser(FILE_FORM, false, { bodyLimit: BODY_LIMIT_BYTES }, (request, body: Buffer, done) => {
    if (request.url.startsWith('/v1/')) return done(new DomainError('content_type_unsupported'));
    readFileForm(body, request.headers['content-type'] ?? '').then(
      (fields) => done(null, fields),
      (cause: unknown) =>
        done(new DomainError('body_malformed', { detail: 'The form was cut off. Send it again.', cause })),
    );
  });
}

async function readFileForm(body: Buffer, contentType: string): Promise<Record<string, string>> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const fields: [string, string][] = [];
  for (const [name, value] of form) fields.push([name, typeof value === 'string' ? value : await textOf(value)]);
  return Object.fromEntries(fields);
}

async function textOf(file: Blob): Promise<string> {
  const bytes = Buffer.from(await file.arrayBuffer());
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}

/** The text of the file a form brought; undefined when none was chosen: `@PostedFile() text: string | undefined`. */
export const PostedFile = createParamDecorator((_: unknown, execution: ExecutionContext): string | undefined => {
  const { body } = execution.switchToHttp().getRequest<FastifyRequest>();
  const text = typeof body === 'object' && body !== null && FILE_FIELD in body ? body[FILE_FIELD] : undefined;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
});
