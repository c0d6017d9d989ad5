import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { DailyCloseFile } from '../../documents/print-daily-close';

/** A printed close as an answer, its hash as the entity tag. */
export function pdfAnswer(reply: FastifyReply, file: DailyCloseFile): StreamableFile {
  void reply.headers({ etag: `"${file.sha256}"`, 'cache-control': 'no-store' });
  return new StreamableFile(file.bytes, {
    type: 'application/pdf',
    disposition: `inline; filename="${file.fileName}"`,
    length: file.bytes.length,
  });
}
