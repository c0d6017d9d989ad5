import { Injectable } from '@nestjs/common';
import { isAnswerable } from '../../../domain/payments/dispute-status';
import { Temporal } from 'temporal-polyfill';
import { Clock, toDate } from '../../../kernel/clock';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { RecordAuditEvent } from '../../access/record-audit-event';
import type { DisputeAnswer, DisputeFacts } from './dispute-gateway';

/** After this, an answer the processor has no trace of did not arrive, and another may be sent. */
const ARRIVES_WITHIN = Temporal.Duration.from({ minutes: 5 });

/** Stripe keeps a key for 24 hours; sent with it later, it would be another answer. */
export const ANSWER_KEY_LASTS = Temporal.Duration.from({ hours: 23 });

const ANSWERS = `
  SELECT a.id, d.stripe_dispute_id AS "stripeDisputeId", a.kind, a.statement, a.is_final AS "isFinal"
    FROM dispute_answers a JOIN disputes d ON d.clinic_id = a.clinic_id AND d.id = a.dispute_id
   WHERE a.clinic_id = current_clinic()`;

/** The stored side of answers: the intent before the call, the outcome after it. Tx: needs one. */
@Injectable()
export class DisputeAnswers {
  constructor(
    private readonly sql: Sql,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes the answer down, with who gives it and how many submissions were counted before.
   * Throws the violation of `uq_dispute_answers_sending` while another is being sent.
   */
  async insert(disputeId: string, answer: Omit<DisputeAnswer, 'stripeDisputeId'>): Promise<void> {
    await this.sql.execute(
      `INSERT INTO dispute_answers (clinic_id, id, dispute_id, kind, statement, is_final, submissions_before, answered_by_id, answered_at, request_key)
       SELECT current_clinic(), $1, d.id, $3, $4, $5, d.submission_count, $6, $7, $8 FROM disputes d WHERE d.clinic_id = current_clinic() AND d.id = $2`,
      [
        answer.id,
        disputeId,
        answer.kind,
        answer.statement,
        answer.isFinal,
        this.context.actor.id,
        toDate(this.clock.now()),
        this.context.requestKey ?? null,
      ],
    );
    await this.audit.execute({
      action: answer.kind === 'accept' ? 'dispute.accept' : 'dispute.answer',
      subject: { type: 'dispute', id: disputeId },
      facts: { isFinal: answer.isFinal },
    });
  }

  async setState(id: string, state: 'sent' | 'failed'): Promise<void> {
    await this.sql.execute(
      `UPDATE dispute_answers SET state = $2 WHERE clinic_id = current_clinic() AND id = $1 AND state = 'sending'`,
      [id, state],
    );
  }

  /** What this very request has stored before and could not answer for. */
  ofRequest(disputeId: string): Promise<DisputeAnswer | undefined> {
    return this.sql.one<DisputeAnswer>(
      `${ANSWERS} AND a.dispute_id = $1 AND a.request_key = $2 AND a.state <> 'failed' AND a.answered_at > $3`,
      [disputeId, this.context.requestKey ?? null, toDate(this.clock.now().subtract(ANSWER_KEY_LASTS))],
    );
  }

  /** Answers of which it is not known whether they arrived, given between two moments, the oldest first. */
  sending({ from, to }: { from: Temporal.Instant; to: Temporal.Instant }): Promise<DisputeAnswer[]> {
    return this.sql.query<DisputeAnswer>(
      `${ANSWERS} AND a.state = 'sending' AND a.answered_at BETWEEN $1 AND $2 ORDER BY a.id LIMIT 100`,
      [toDate(from), toDate(to)],
    );
  }

  /** Decides an answer whose outcome was lost by what the processor shows of the dispute. */
  async settle(facts: DisputeFacts): Promise<void> {
    await this.sql.execute(
      `UPDATE dispute_answers a
          SET state = CASE WHEN (a.is_final OR a.kind = 'accept') AND (NOT $2 OR $3 > a.submissions_before) THEN 'sent' ELSE 'failed' END
         FROM disputes d
        WHERE a.clinic_id = current_clinic() AND d.clinic_id = a.clinic_id AND d.id = a.dispute_id AND d.stripe_dispute_id = $1
          AND a.state = 'sending' AND (a.answered_at < $4 OR ((a.is_final OR a.kind = 'accept') AND (NOT $2 OR $3 > a.submissions_before)))`,
      [facts.id, isAnswerable(facts.status), facts.submissionCount, toDate(this.clock.now().subtract(ARRIVES_WITHIN))],
    );
  }
}
