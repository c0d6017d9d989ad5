import { Injectable } from '@nestjs/common';
import { ClsService } from 'nestjs-cls';
import { DomainError } from '../../kernel/errors';
import type { ClinicId } from '../../kernel/ids';

export type Role = 'front_desk' | 'biller' | 'accountant' | 'admin';

/** Who acts: a person, a program, a patient holding a link, or the service itself. */
export interface Actor {
  readonly kind: 'staff' | 'api_key' | 'patient_link' | 'system';
  /** Staff user id, API key id, pay link id, or the job's name. */
  readonly id: string;
  readonly role?: Role;
  /** For the audit trail: an e-mail or a key's label, never a patient's name. */
  readonly label: string;
}

/** On whose behalf a unit of work runs. */
export interface Principal {
  readonly clinicId: ClinicId;
  readonly actor: Actor;
}

const PRINCIPAL = 'principal';
const REQUEST_ID = 'requestId';
const IP = 'ip';
const REQUEST_KEY = 'requestKey';

/** Who is asking, for which clinic, in which request: carried along the call by AsyncLocalStorage, never as a parameter. */
@Injectable()
export class RequestContext {
  constructor(private readonly cls: ClsService) {}

  /** The clinic of this request or job. Errors: `unauthenticated` when nobody has been identified yet. */
  get clinicId(): ClinicId {
    return this.principal().clinicId;
  }

  /** Errors: `unauthenticated`. */
  get actor(): Actor {
    return this.principal().actor;
  }

  get requestId(): string {
    return this.cls.isActive() ? (this.cls.get<string | undefined>(REQUEST_ID) ?? '-') : '-';
  }

  /** The caller's network address, for throttling and audit; undefined outside a request. */
  get ip(): string | undefined {
    return this.cls.isActive() ? this.cls.get<string | undefined>(IP) : undefined;
  }

  /**
   * The staged request under way, as a hash of caller, route and Idempotency-Key: what is stored before the outside world is
   * asked keeps it, so that the same request, sent again after a crash, finds its own intent. Undefined elsewhere.
   */
  get requestKey(): string | undefined {
    return this.cls.isActive() ? this.cls.get<string | undefined>(REQUEST_KEY) : undefined;
  }

  set requestKey(key: string | undefined) {
    this.cls.set(REQUEST_KEY, key);
  }

  tryClinicId(): ClinicId | undefined {
    return this.cls.isActive() ? this.cls.get<Principal | undefined>(PRINCIPAL)?.clinicId : undefined;
  }

  tryActor(): Actor | undefined {
    return this.cls.isActive() ? this.cls.get<Principal | undefined>(PRINCIPAL)?.actor : undefined;
  }

  /** Sets who this request belongs to. Called once, by the guard that has proved it. */
  become(principal: Principal): void {
    this.cls.set(PRINCIPAL, principal);
  }

  /** Starts a request's context; called by the HTTP server before any handler. */
  begin<T>(request: { requestId: string; ip?: string }, work: () => T): T {
    return this.cls.run({ ifNested: 'override' }, () => {
      this.cls.set(REQUEST_ID, request.requestId);
      this.cls.set(IP, request.ip);
      return work();
    });
  }

  /** Runs a job, a command or a pay-link visit as somebody, in a context (and transaction) of its own. */
  runAs<T>(principal: Principal, work: () => Promise<T>): Promise<T> {
    const requestId = this.requestId;
    return this.cls.run({ ifNested: 'override' }, () => {
      this.cls.set(PRINCIPAL, principal);
      this.cls.set(REQUEST_ID, requestId);
      return work();
    });
  }

  private principal(): Principal {
    const principal = this.cls.isActive() ? this.cls.get<Principal | undefined>(PRINCIPAL) : undefined;
    if (!principal) throw new DomainError('unauthenticated');
    return principal;
  }
}
