import { unreachable } from '../../kernel/invariant';
import type { Context } from './context';
import { settleBankDebit } from './resources/bank-debit';
import { settleCharge } from './resources/charges';
import { expireSession } from './resources/checkout-sessions';
import { lapseDispute } from './resources/dispute-object';
import { completeRefund, failRefund } from './resources/refund-object';
import type { Sandbox } from './sandbox';
import type { Documents } from './store/documents';

/** Does everything whose time has come on the sandbox's clock, oldest first, each in a transaction of its own. */
export async function runDueTasks(sandbox: Sandbox): Promise<void> {
  for (;;) {
    const isDone = await sandbox.within(async (context) => {
      const due = await context.rows.takeDue('task', context.now * 1000);
      if (!due) return true;
      await context.rows.remove('task', due.id);
      await perform(context, due.document);
      return false;
    });
    if (isDone) return;
  }
}

async function perform(context: Context, { task, subject }: Documents['task']): Promise<void> {
  switch (task) {
    case 'expire_session': {
      const session = await context.rows.lock('checkout.session', subject);
      if (session?.document.wire.status === 'open') await expireSession(context, session.document);
      return;
    }
    case 'complete_refund':
      return completeRefund(context, subject);
    case 'fail_refund':
      return failRefund(context, subject);
    case 'settle_charge':
      return settleCharge(context, subject);
    case 'lapse_dispute':
      return lapseDispute(context, subject);
    case 'settle_bank_debit':
      return settleBankDebit(context, subject);
    default:
      return unreachable(task);
  }
}
