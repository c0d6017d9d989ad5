import type Stripe from 'stripe';
import { TEST_BANKS, TEST_ROUTING_NUMBER, type TestBank } from '../banks';
import { TEST_CARDS, type TestCard } from '../cards';
import { dollars } from '../resources/amounts';
import type { Documents } from '../store/documents';
import type { FieldName, FieldProblems } from './card-form';
import { page, type PageAnswer } from './layout';
import { html, Markup } from './markup';

/** What the form shows besides the session: what was typed (never the number) and what is wrong. */
export interface FormState {
  status: number;
  typed?: { email: string; expiry?: string; name?: string };
  /** Which form was sent, when the session offers both. */
  isBank?: boolean;
  problems?: FieldProblems;
  /** A decline, in words. */
  refusal?: string;
}

/** The hosted payment page of an open session. */
export function checkoutPage(session: Documents['checkout.session'], state: FormState): PageAnswer {
  const { wire } = session;
  const isPayment = wire.mode === 'payment';
  const amount = dollars(wire.amount_total ?? 0);
  const title = isPayment ? `Pay ${amount}` : 'Save a card';
  const content = html`<h1>${isPayment ? 'Amount due' : 'Save a card for later'}</h1>
    ${isPayment ? html`<p class="amount">${amount}</p>` : html`<p>Nothing is charged now.</p>`}
    ${lines(session.secrets.lineItems)} ${takes(wire, 'card') ? cardForm(wire, state) : undefined}
    ${takes(wire, 'us_bank_account') ? bankForm(wire, state) : undefined}
    ${wire.cancel_url ? html`<a class="back" href="${wire.cancel_url}">Cancel and go back</a>` : undefined}
    ${testCards()}`;
  return page(state.status, title, content);
}

const takes = (wire: Stripe.Checkout.Session, type: string): boolean => wire.payment_method_types.includes(type);

function cardForm(wire: Stripe.Checkout.Session, given: FormState): Markup {
  const state: FormState = given.isBank ? { status: given.status } : given;
  return html`<form class="card" method="post" action="/c/pay/${wire.id}" novalidate>
    ${alert(state)} ${fields(wire, state)}
    ${wire.custom_text.submit ? html`<p>${wire.custom_text.submit.message}</p>` : undefined}
    <button type="submit">${wire.mode === 'payment' ? `Pay ${dollars(wire.amount_total ?? 0)}` : 'Save card'}</button>
  </form>`;
}

function bankForm(wire: Stripe.Checkout.Session, given: FormState): Markup {
  const state: FormState = given.isBank ? given : { status: given.status };
  const { typed, problems = {} } = state;
  const email = typed?.email ?? wire.customer_email ?? '';
  const digits = new Markup('inputmode="numeric" autocomplete="off" maxlength="23"');
  return html`<form class="card" method="post" action="/c/pay/${wire.id}" novalidate>
    <h2>Or pay from a bank account</h2>
    <p>The bank takes some days. You are told when the payment has arrived.</p>
    ${alert(state)} <input type="hidden" name="method" value="us_bank_account" />
    ${field({ name: 'bank_email', label: 'E-mail', value: email, problems, attributes: new Markup('type="email" autocomplete="email" maxlength="254"') })}
    ${field({ name: 'account_holder', label: 'Name on the account', value: typed?.name ?? '', problems, attributes: new Markup('autocomplete="name" maxlength="100"') })}
    ${field({ name: 'routing_number', label: 'Test routing number', hint: TEST_ROUTING_NUMBER, value: '', problems, attributes: digits })}
    ${field({ name: 'account_number', label: 'Test account number', hint: 'Practice accounts only', value: '', problems, attributes: digits })}
    <button type="submit">Pay ${dollars(wire.amount_total ?? 0)} from the bank account</button>
    ${testBanks()}
  </form>`;
}

const testBanks = (): Markup =>
  html`<details>
    <summary>Test accounts</summary>
    <ul>
      ${TEST_BANKS.map(({ account, ...bank }) => html`<li>${account}: ${behaviorOfBank(bank)}</li>`)}
    </ul>
  </details>`;

function behaviorOfBank({ failure, dispute, isStuck }: Omit<TestBank, 'account'>): string {
  if (isStuck) return 'stays under way';
  if (failure !== undefined) return `comes back: ${failure.replaceAll('_', ' ')}`;
  return dispute === undefined ? 'pays' : 'pays, then is disputed';
}

function lines(items: readonly Stripe.LineItem[]): Markup | undefined {
  if (items.length === 0) return undefined;
  const rows = items.map((item) => {
    const times = (item.quantity ?? 1) > 1 ? ` × ${item.quantity}` : '';
    return html`<li><span>${item.description ?? ''}${times}</span><span>${dollars(item.amount_total)}</span></li>`;
  });
  return html`<ul class="lines">
    ${rows}
  </ul>`;
}

function alert({ refusal, problems }: FormState): Markup | undefined {
  if (refusal !== undefined) return html`<div class="alert" role="alert">${refusal}</div>`;
  if (problems === undefined || Object.keys(problems).length === 0) return undefined;
  return html`<div class="alert" role="alert">Check the fields marked below. Nothing was taken.</div>`;
}

function fields(session: Stripe.Checkout.Session, { typed, problems = {} }: FormState): Markup {
  const email = typed?.email ?? session.customer_email ?? '';
  const digits = new Markup('inputmode="numeric" autocomplete="off" maxlength="23"');
  return html`${field({ name: 'email', label: 'E-mail', value: email, problems, attributes: new Markup('type="email" autocomplete="email" maxlength="254"') })}
    ${field({ name: 'card_number', label: 'Test card number', hint: 'Practice cards only', value: '', problems, attributes: digits })}
    <div class="pair">
      ${field({ name: 'card_exp', label: 'Expires', hint: 'MM/YY', value: typed?.expiry ?? '', problems, attributes: digits })}
      ${field({ name: 'card_cvc', label: 'Security code', hint: '3 digits', value: '', problems, attributes: digits })}
    </div>`;
}

interface Field {
  name: FieldName;
  label: string;
  hint?: string;
  value: string;
  problems: FieldProblems;
  attributes: Markup;
}

function field({ name, label, hint, value, problems, attributes }: Field): Markup {
  const problem = problems[name];
  const about =
    problem === undefined ? undefined : new Markup(`aria-invalid="true" aria-describedby="${name}_problem"`);
  return html`<div class="field">
    <label for="${name}">${label} ${hint ? html`<span class="hint">${hint}</span>` : undefined}</label>
    <input id="${name}" name="${name}" value="${value}" required ${attributes} ${about} />
    ${problem === undefined ? undefined : html`<p class="problem" id="${name}_problem">${problem}</p>`}
  </div>`;
}

function testCards(): Markup {
  const rows = TEST_CARDS.map(
    (card) =>
      html`<tr>
        <td>${card.number.replace(/(.{4})(?=.)/g, '$1 ')}</td>
        <td>${behaviorOf(card)}</td>
      </tr>`,
  );
  return html`<details>
    <summary>Test cards</summary>
    <p>Any future date, any 3 digits.</p>
    <table>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">What it does</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </details>`;
}

function behaviorOf(card: TestCard): string {
  const parts = [`${card.brand} ${card.funding}`];
  if (card.challenge !== undefined) parts.push('asks for 3-D Secure');
  if (card.isSavedBeforeDecline) parts.push('can be saved');
  if (card.decline !== undefined) parts.push(`declines: ${card.decline.replaceAll('_', ' ')}`);
  if (card.dispute !== undefined)
    parts.push(card.isInquiry ? 'the bank asks about it' : `is disputed: ${card.dispute.replaceAll('_', ' ')}`);
  if (card.isSuspected) parts.push('the bank warns of fraud');
  if (card.refund !== undefined) parts.push(card.refund === 'pending' ? 'refunds wait' : 'refunds fail later');
  return parts.join(', ');
}
