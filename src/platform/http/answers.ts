import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ErrorCode } from '../../kernel/error-codes';
import { FieldView, ProblemView } from './problem.view';
import { PROBLEMS } from './problem-table';

type ViewClass = new (...args: never[]) => object;

export interface AnswerOptions {
  readonly status?: 200 | 201 | 202 | 204 | 303;
  /** What 202 means, on a route that may answer it with the same body while an outcome is not known. */
  readonly accepted?: string;
  /** The body's class. */
  readonly type?: ViewClass;
  /** The body is `{ data: type[], nextCursor }`. */
  readonly list?: boolean;
  /** The body is not JSON, e.g. `application/pdf`. */
  readonly contentType?: string;
  /** One line: what the route does. */
  readonly description: string;
  /** The codes this route may answer besides those every route may. */
  readonly problems?: readonly ErrorCode[];
}

const EVERYWHERE: readonly ErrorCode[] = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'internal_error',
  'service_unavailable',
];

function bodySchema({ type, list }: AnswerOptions): object | undefined {
  if (!type) return undefined;
  const one = { $ref: getSchemaPath(type) };
  if (!list) return one;
  return {
    type: 'object',
    required: ['data', 'nextCursor'],
    properties: { data: { type: 'array', items: one }, nextCursor: { type: 'string', nullable: true } },
  };
}

/** One response per status, listing the codes that carry it. */
function problemResponses(codes: readonly ErrorCode[]): MethodDecorator[] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set([...codes, ...EVERYWHERE])) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].map(([status, list]) =>
    ApiResponse({
      status,
      description: list.map((code) => `\`${code}\` ${PROBLEMS[code].title}`).join('; '),
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
    }),
  );
}

/** Says what a route answers, for the OpenAPI document, and sets its success status. */
export function Answers(options: AnswerOptions): MethodDecorator {
  const { status = 200, contentType = 'application/json' } = options;
  const schema = bodySchema(options) ?? (options.contentType ? { type: 'string', format: 'binary' } : undefined);
  return applyDecorators(
    HttpCode(status),
    ApiOperation({ summary: options.description }),
    ApiExtraModels(ProblemView, FieldView, ...(options.type ? [options.type] : [])),
    ApiResponse({
      status,
      description: options.description,
      ...(schema ? { content: { [contentType]: { schema } } } : {}),
    }),
    ...(options.accepted
      ? [
          ApiResponse({
            status: 202,
            description: options.accepted,
            ...(schema ? { content: { [contentType]: { schema } } } : {}),
          }),
        ]
      : []),
    ...problemResponses(options.problems ?? []),
  );
}
