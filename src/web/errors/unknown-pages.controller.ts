import { Get } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Public } from '../../modules/access/permit';
import { PageController } from '../http/page-controller';

/** Every address that is no page: told to a person as a page. Programs get the problem document as anywhere else. */
@PageController()
export class UnknownPagesController {
  @Get('*')
  @Public()
  notFound(): never {
    throw new DomainError('not_found');
  }
}
