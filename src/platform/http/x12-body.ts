import { isUtf8 } from 'node:buffer';
import { Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { DomainError } from '../../kernel/errors';

/** The media type of files from the clearinghouse. */
export const X12_TEXT = 'text/plain';

/** Larger files come through the clearinghouse's folder, where they are read in chunks. */
const BODY_LIMIT_BYTES = 8_388_608;

/** Teaches the server to read `text/plain` bodies of up to 8 MiB. What is no UTF-8 is Latin-1. */
export function acceptX12Bodies(adapter: FastifyAdapter): void {
  adapter.useBodyParser(X12_TEXT, false, { bodyLimit: BODY_LIMIT_BYTES }, (_request, body: Buffer, done) => {
    done(null, body.toString(isUtf8(body) ? 'utf8' : 'latin1'));
  });
}

/** The text of an X12 body. Errors: `content_type_unsupported` when the body is something else. */
@Injectable()
export class X12BodyPipe implements PipeTransform<unknown, string> {
  transform(body: unknown): string {
    if (typeof body === 'string') return body;
    throw new DomainError('content_type_unsupported', { detail: 'Send the file as text/plain.' });
  }
}
