import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import type { ReportFile } from '../export-report';

/** A file as an answer whose bytes come while it is read. */
export function fileAnswer(reply: FastifyReply, { contentType, fileName, body }: ReportFile): Readable {
  void reply.headers({ 'content-type': contentType, 'content-disposition': `attachment; filename="${fileName}"` });
  return body;
}
