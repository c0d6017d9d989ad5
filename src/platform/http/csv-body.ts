import { Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { DomainError } from '../../kernel/errors';

/** The media type of imported files. */
export const CSV = 'text/csv';

/** Teaches the server to read `text/csv` bodies as UTF-8 text, within its body limit. Errors: `body_malformed`. */
export function acceptCsvBodies(adapter: FastifyAdapter): void {
  adapter.useBodyParser(CSV, false, {}, (_request, body: Buffer, done) => {
    try {
      done(null, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
    } catch (cause) {
      done(new DomainError('body_malformed', { detail: 'The file must be saved as UTF-8.', cause }));
    }
  });
}

/** The text of a CSV body. Errors: `content_type_unsupported` when the body is something else. */
@Injectable()
export class CsvBodyPipe implements PipeTransform<unknown, string> {
  transform(body: unknown): string {
    if (typeof body === 'string') return body;
    throw new DomainError('content_type_unsupported', { detail: 'Send the file as text/csv.' });
  }
}
