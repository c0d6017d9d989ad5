import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../kernel/errors';
import { Public } from '../../modules/access/permit';
import { assetAt } from './assets';

/** The style sheet, the script and the mark. Their addresses change with their bytes, so a browser may keep them. */
@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  @Get(':file')
  @Public()
  get(@Param('file') file: string, @Res({ passthrough: true }) reply: FastifyReply): Buffer {
    const asset = assetAt(`/assets/${file}`);
    if (!asset) throw new DomainError('not_found');
    void reply.header('content-type', asset.contentType).header('cache-control', 'public, max-age=31536000, immutable');
    return asset.body;
  }
}
