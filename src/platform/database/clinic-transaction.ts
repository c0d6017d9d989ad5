import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import { isUuid } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { CallBatch, type SqlCall } from './call-batch';
import { CopyOut } from './copy-out';
import { Flight, type NamedStatement } from './flight';
import { isAfterFailure } from './pg-errors';

/** What holds for one transaction and ends with it. */
export interface TransactionSettings {
  /** The tenant, or null for a transaction that may only call cross-clinic lookup functions. */
  readonly clinicId: string | null;
  /** Statements keep the plan they were first given, whatever their parameters. */
  readonly keepsPlans: boolean;
  /** Every statement sees the database as the first one did, and none may write. */
  readonly isSnapshot?: boolean;
}

/** Named as they read, so that a trace of the wire tells where a transaction ends. */
const utility = (text: string): NamedStatement => ({ name: text, text });
const BEGIN = utility('BEGIN');
const BEGIN_SNAPSHOT = utility('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
const COMMIT = utility('COMMIT');

const SET_TENANT = `set_config('app.clinic_id', $1, true)`;
const KEEP_PLANS: SqlCall = { expression: `set_config('plan_cache_mode', 'force_generic_plan', true)`, params: [] };

/**
 * One transaction on its connection. Statements are pipelined: BEGIN travels with the first of them and COMMIT with the
 * last deferred one, so what went wrong first may be learned last; it is what the whole is then said to have failed of.
 */
export class ClinicTransaction {
  /** Statements sent but not awaited; the commit answers for them. */
  private readonly deferred: Promise<unknown>[] = [];
  /** Statements not sent yet. They leave when this turn of the event loop ends, or before what somebody else sends. */
  private flight: Flight | undefined;
  /** Calls not on board yet. They board before any other statement does, at the latest when this turn ends. */
  private batch: CallBatch | undefined;
  private firstFailure: unknown;
  /** Kept before anybody learns what a later statement answered. */
  private admission: Promise<unknown> | undefined;
  private isOver = false;

  constructor(
    private readonly entities: EntityManager,
    private readonly client: PoolClient,
  ) {}

  /** Runs the work between BEGIN and COMMIT; any failure rolls back. */
  async run<T>(settings: TransactionSettings, work: () => Promise<T>): Promise<T> {
    this.begin(settings);
    try {
      const result = await work();
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback(error);
      throw isAfterFailure(error) ? (this.firstFailure ?? error) : error;
    }
  }

  /** TypeORM's manager. It writes to the connection itself, so what came before it is sent first; ask for it each time. */
  get manager(): EntityManager {
    this.board();
    this.depart();
    return this.entities;
  }

  /** One statement. What a straggler sends after the end would run by itself, outside any transaction: it is refused. */
  send<Row extends QueryResultRow>(statement: NamedStatement): Promise<QueryResult<Row>> {
    this.refuseStragglers();
    this.board();
    return this.admitted(this.watch(this.openFlight().add<Row>(statement)));
  }

  /** The rows of a COPY as they come, behind everything sent before it. What is sent while they come waits for their end. */
  copyOut(text: string): CopyOut {
    this.refuseStragglers();
    this.board();
    this.depart();
    const copy = new CopyOut(text);
    this.client.query(copy);
    return copy;
  }

  /**
   * Whether the work may go on at all is asked with this promise, and is not waited for: the statements behind it travel with
   * the question, their answers are held back until it is kept. When it is broken they fail as it did, and nothing is kept.
   */
  admitWhen(admission: Promise<unknown>): void {
    this.admission = admission;
    admission.then(
      () => (this.admission = undefined),
      () => undefined,
    );
  }

  /** A call whose value is awaited. */
  async call(call: SqlCall): Promise<unknown> {
    const batch = this.openBatch();
    const place = batch.add(call);
    return (await this.admitted(batch.values))[place];
  }

  /** A call that only the commit waits for. */
  deferCall(call: SqlCall): void {
    this.openBatch().add(call);
  }

  /** Lets the commit wait, and fail, for a statement that nobody else waits for. */
  answerFor(sent: Promise<unknown>): void {
    sent.catch(() => undefined);
    this.deferred.push(sent);
  }

  /** The tenant of row-level security is set with the first calls; it ends with the transaction. */
  private begin({ clinicId, keepsPlans, isSnapshot }: TransactionSettings): void {
    invariant(clinicId === null || isUuid(clinicId), 'a tenant is a UUID');
    this.answerFor(this.send(isSnapshot ? BEGIN_SNAPSHOT : BEGIN));
    this.deferCall({ expression: SET_TENANT, params: [clinicId ?? ''] });
    if (keepsPlans) this.deferCall(KEEP_PLANS);
  }

  private openBatch(): CallBatch {
    this.refuseStragglers();
    if (this.batch?.isFull) this.board();
    if (!this.batch) {
      this.batch = new CallBatch();
      this.answerFor(this.batch.values);
      process.nextTick(() => this.board());
    }
    return this.batch;
  }

  /** One tick late: calls are gathered until a tick that was asked for after this one, and should leave with what opened it. */
  private openFlight(): Flight {
    if (!this.flight) {
      this.flight = new Flight();
      process.nextTick(() => process.nextTick(() => this.depart()));
    }
    return this.flight;
  }

  private depart(): void {
    const { flight } = this;
    this.flight = undefined;
    if (flight) this.client.query(flight);
  }

  private board(): void {
    const { batch } = this;
    if (!batch) return;
    this.batch = undefined;
    const sent = this.watch(this.openFlight().add<never>(batch.statement()), (error) => batch.explain(error));
    sent.then(
      ({ rows: [row = []] }) => batch.answered(row),
      (error: unknown) => batch.failed(error),
    );
  }

  private admitted<Result>(answer: Promise<Result>): Promise<Result> {
    const { admission } = this;
    if (!admission) return answer;
    answer.catch(() => undefined);
    return admission.then(() => answer);
  }

  private watch<Result>(sent: Promise<Result>, explain = (error: unknown) => error): Promise<Result> {
    return sent.catch((error: unknown) => {
      const told = explain(error);
      this.firstFailure ??= told;
      throw told;
    });
  }

  private refuseStragglers(): void {
    invariant(!this.isOver, 'a statement was sent after its transaction had ended');
  }

  /** COMMIT goes out behind the deferred statements; after a failed one Postgres turns it into ROLLBACK, and we throw. */
  private async commit(): Promise<void> {
    const committed = this.send(COMMIT);
    this.isOver = true;
    const [{ command }] = await Promise.all([committed, ...this.deferred]);
    if (command !== 'COMMIT' && this.firstFailure !== undefined) throw this.firstFailure;
    invariant(command === 'COMMIT', `transaction ended with ${command}`);
  }

  /** What was not sent yet never is. */
  private async rollback(error: unknown): Promise<void> {
    this.isOver = true;
    this.batch?.failed(error);
    this.batch = undefined;
    this.depart();
    await this.client.query('ROLLBACK').catch(() => undefined);
    await Promise.allSettled(this.deferred);
  }
}
