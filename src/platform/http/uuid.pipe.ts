import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { isUuid } from '../../kernel/ids';

/** A path id. What is not a UUID names nothing: 404, exactly like an id that does not exist. */
@Injectable()
export class UuidPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (!isUuid(value)) throw new DomainError('not_found');
    return value.toLowerCase();
  }
}
