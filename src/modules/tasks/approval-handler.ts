import { SetMetadata } from '@nestjs/common';
import type { ApprovalKind } from './approval-kinds';
import type { ApprovalRow } from './persistence/approvals.repository';

export type Approval = Pick<ApprovalRow, 'id' | 'kind' | 'subjectType' | 'subjectId' | 'amountCents' | 'reason'>;

export const APPROVAL_HANDLER = 'tasks.approval-handler';

/** Marks a provider as what carries out the approvals of its kind. */
export const RegisterApprovalHandler = (): ClassDecorator => SetMetadata(APPROVAL_HANDLER, true);

/**
 * Carries out what was asked for once another person has agreed, or lets go of it when they have not. The room that asks
 * provides it, so that this room never learns what a refund is.
 */
export abstract class ApprovalHandler {
  abstract readonly kind: ApprovalKind;
  /**
   * What has to be true before it can be carried out and takes asking the outside world, such as ending a card page.
   * Tx: outside any, before that of the decision.
   */
  prepare?(approval: Approval): Promise<void>;
  /**
   * Tx: inside that of the decision. What has to happen after it, such as asking the processor, is the function returned.
   */
  abstract approve(approval: Approval): Promise<(() => Promise<void>) | void>;
  /** Tx: inside that of the decision. */
  abstract reject(approval: Approval): Promise<void>;
}
