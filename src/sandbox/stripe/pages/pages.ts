import { send, type Incoming } from '../http/messages';
import type { Sandbox } from '../sandbox';
import { runDueTasks } from '../tasks';
import { showCheckout, submitCheckout } from './checkout-page';
import { notice, type PageAnswer } from './layout';
import { answerChallenge, showChallenge } from './three-d-secure';

/** Answers a request for a page a person sees. */
export async function answerPage(sandbox: Sandbox, { method, url, body, response }: Incoming): Promise<void> {
  await runDueTasks(sandbox);
  const [, area, ...rest] = url.pathname.split('/');
  const id = rest.at(-1) ?? '';
  const isPost = method === 'POST';
  const form = new URLSearchParams(body);
  let answer: PageAnswer;
  if (area === 'c' && rest.length === 2 && rest[0] === 'pay') {
    answer = await sandbox.within((context) =>
      isPost ? submitCheckout(context, id, form) : showCheckout(context, id),
    );
  } else if (area === '3ds' && rest.length === 1) {
    const isApproved = form.get('outcome') === 'approve';
    answer = await sandbox.within((context) =>
      isPost ? answerChallenge(context, id, isApproved) : showChallenge(context, id),
    );
  } else {
    answer = notice(404, { title: 'Page not found', words: 'There is no page at this address.' });
  }
  send(response, answer);
}
