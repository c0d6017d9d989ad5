import { Injectable, type LoggerService } from '@nestjs/common';
import { type Logger as Pino, pino } from 'pino';
import { Config } from '../config/config';
import { sqlState } from '../database/pg-errors';

/** What may stand beside a message: an allow-list, so that no name, amount or body ever reaches a log line. */
export interface LogFacts {
  readonly code?: string;
  readonly requestId?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly task?: string;
  readonly jobId?: string;
  readonly eventId?: string;
  readonly eventType?: string;
  readonly clinicId?: string;
  readonly entityId?: string;
  readonly count?: number;
  readonly attempt?: number;
  readonly sealHead?: string;
}

/** The frames of a stack, without the message above them: a message may hold data, over several lines. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  return stack
    .slice(at < 0 ? 0 : at + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 12);
}

/** Structured logs to stdout. Errors are logged by class, code and stack; their messages may hold data and are left out. */
@Injectable()
export class Logger implements LoggerService {
  private readonly pino: Pino;

  constructor(config: Config) {
    this.pino = pino({ level: config.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
  }

  info(message: string, facts: LogFacts = {}): void {
    this.pino.info(facts, message);
  }

  /** One line a request, at debug level; the metrics carry the figures. */
  debugRequest(facts: LogFacts): void {
    this.pino.debug(facts, 'request');
  }

  warning(message: string, facts: LogFacts = {}): void {
    this.pino.warn(facts, message);
  }

  failure(message: string, error: unknown, facts: LogFacts = {}): void {
    const known = error instanceof Error ? error : new Error('non-error thrown');
    const cause = known.cause instanceof Error ? known.cause : undefined;
    this.pino.error(
      {
        ...facts,
        error: known.constructor.name,
        cause: cause?.constructor.name,
        sqlState: sqlState(cause ?? known),
        stack: framesOf(cause ?? known),
      },
      message,
    );
  }

  log(message: unknown): void {
    this.pino.debug(String(message));
  }

  error(message: unknown): void {
    this.pino.error(typeof message === 'string' ? message : 'framework error');
  }

  warn(message: unknown): void {
    this.pino.warn(String(message));
  }

  debug(message: unknown): void {
    this.pino.debug(String(message));
  }

  verbose(message: unknown): void {
    this.pino.trace(String(message));
  }
}
