import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { RequestContext } from '../../platform/context/request-context';
import { isAllowed, type Permission } from './permissions';

/** Asks the role matrix on behalf of whoever acts. A patient link and a job have no role and may nothing here. */
@Injectable()
export class Authorize {
  constructor(private readonly context: RequestContext) {}

  /** Whether the actor has the permission: pages hide what it does not open. */
  may(permission: Permission): boolean {
    const role = this.context.tryActor()?.role;
    return role !== undefined && isAllowed(role, permission);
  }

  /** Errors: `forbidden`. */
  demand(permission: Permission): void {
    if (!this.may(permission)) throw new DomainError('forbidden');
  }
}
