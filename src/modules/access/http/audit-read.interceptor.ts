import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { isUuid } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { AUDIT_READ } from '../audit-read';
import { RecordAuditEvent } from '../record-audit-event';

/** Records reads that {@link AuditRead} marks, after the handler succeeded and before its answer leaves. */
@Injectable()
export class AuditReadInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly transactions: Transactions,
    private readonly audit: RecordAuditEvent,
  ) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const type = this.reflector.get<string | undefined>(AUDIT_READ, execution.getHandler());
    if (type === undefined) return next.handle();
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      concatMap(async (shown: unknown) => {
        await this.transactions.run(() => this.record(type, request, shown));
        return shown;
      }),
    );
  }

  private record(type: string, request: FastifyRequest, shown: unknown): Promise<void> {
    const id = idsIn(request.params).at(-1);
    const count = countOf(shown);
    if (count === undefined) return this.audit.execute({ action: `${type}.read`, subject: { type, id } });
    const of = id ?? idsIn(request.query)[0] ?? null;
    return this.audit.execute({ action: `${type}.list`, subject: { type }, facts: { count, of } });
  }
}

/** The ids a path or a query names, in order: the last one of a path is the record, the others say where it is. */
function idsIn(values: unknown): string[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.values(values).filter(isUuid);
}

/** How many records a list shows, undefined for a single one. */
function countOf(shown: unknown): number | undefined {
  const list: unknown = Array.isArray(shown) ? shown : (shown as { data?: unknown } | null)?.data;
  return Array.isArray(list) ? list.length : undefined;
}
