import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { DocumentFile } from '../issuing/document-file';

/**
 * An issued document as an answer: its hash as the entity tag, a file name that names nobody, and no copy kept on the
 * way, because it holds health information.
 */
export function pdfAnswer(reply: FastifyReply, file: Omit<DocumentFile, 'id'>): StreamableFile {
  void reply.headers({ etag: `"${file.sha256}"`, 'cache-control': 'no-store' });
  return new StreamableFile(file.bytes, {
    type: 'application/pdf',
    disposition: `inline; filename="${file.fileName}"`,
    length: file.bytes.length,
  });
}
