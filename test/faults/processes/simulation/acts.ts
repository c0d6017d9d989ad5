import { payHosted } from '../../../support/hosted-page';
import type { Role } from '../../../../src/platform/context/request-context';
import type { Reply } from '../service';
import { saveCard } from '../sweep/saved-card-flow';
import type { Town } from '../town';
import type { Dice } from './dice';

/** A request that can be sent again with its key. */
export interface Sent {
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  readonly role: Role;
}

/** What the people of the simulation know so far. */
export interface World {
  readonly town: Town;
  readonly dice: Dice;
  readonly invoices: string[];
  readonly pages: string[];
  readonly payments: string[];
  readonly cards: { readonly invoiceId: string; readonly card: string }[];
  readonly sent: Sent[];
  /** Answers that no request may ever get. */
  readonly wrong: string[];
}

/** Something a person does. `plan` takes every choice from the dice; what it answers is then done, beside others. */
export interface Act {
  readonly name: string;
  readonly weight: number;
  /** Part of the path of a route without which nobody can do it. */
  readonly needs?: string;
  plan(world: World): () => Promise<void>;
}

/** What may be answered to somebody who asks for something sensible while things break. */
const ALLOWED = [200, 201, 202, 402, 404, 409, 422, 503];
const CARDS = [
  '4242424242424242',
  '4242424242424242',
  '4242424242424242',
  '5105105105105100',
  '4000000000000002',
  '4000000000009995',
];

async function send(
  { town, wrong }: World,
  copy: number,
  { path, body, key, role }: Sent,
): Promise<Reply<{ id?: string; url?: string }> | undefined> {
  const desk = town.as(role, town.desks[copy]!.baseUrl);
  const reply = await desk.call<{ id?: string; url?: string }>(path, body, key).catch(() => undefined);
  if (reply && !ALLOWED.includes(reply.status)) wrong.push(`${path} ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
}

/** Sends something new, which may be sent again later, at one of the copies. */
function ask(
  world: World,
  path: string,
  body: unknown,
  then: (body: { id?: string; url?: string }) => void = () => undefined,
  role: Role = 'front_desk',
): () => Promise<void> {
  const request = { path, body, key: world.dice.key(), role };
  const copy = world.dice.below(world.town.desks.length);
  world.sent.push(request);
  return async () => {
    const reply = await send(world, copy, request);
    if (reply && reply.status < 300) then(reply.body);
  };
}

const nothing = async (): Promise<void> => undefined;

export const ACTS: readonly Act[] = [
  {
    name: 'a visit is charged',
    weight: 4,
    plan: ({ town, dice, invoices }) => {
      const service = dice.pick(['intake', 'experiential-im', 'integration']);
      const desk = dice.pick(town.desks);
      return async () => {
        const invoice = await desk.invoice(service).catch(() => undefined);
        if (invoice !== undefined) invoices.push(invoice);
      };
    },
  },
  {
    name: 'a page is opened',
    weight: 6,
    plan(world) {
      if (world.invoices.length === 0) return nothing;
      const body = world.dice.chance(0.3) ? { amountCents: world.dice.between(50, 5_000) } : {};
      const path = `/v1/invoices/${world.dice.pick(world.invoices)}/checkout-sessions`;
      return ask(world, path, body, ({ url }) => void (url && world.pages.push(url)));
    },
  },
  {
    name: 'a page is paid',
    weight: 6,
    plan({ dice, pages }) {
      if (pages.length === 0) return nothing;
      const [url, card] = [dice.pick(pages), dice.pick(CARDS)];
      return () =>
        payHosted(url, card).then(
          () => undefined,
          () => undefined,
        );
    },
  },
  {
    name: 'cash is taken',
    weight: 4,
    plan(world) {
      if (world.invoices.length === 0) return nothing;
      const tenders = [{ type: 'cash', amountCents: world.dice.between(1, 20_000) }];
      const path = `/v1/invoices/${world.dice.pick(world.invoices)}/payments`;
      return ask(world, path, { tenders }, ({ id }) => void (id && world.payments.push(id)));
    },
  },
  {
    name: 'a card is saved',
    weight: 2,
    needs: '/payment-methods',
    plan({ dice, town, invoices, cards }) {
      if (invoices.length === 0) return nothing;
      const [invoiceId, desk] = [dice.pick(invoices), dice.pick(town.desks)];
      return () =>
        saveCard(desk, invoiceId, 2_000).then(
          (card) => void cards.push({ invoiceId, card }),
          () => undefined,
        );
    },
  },
  {
    name: 'a saved card is charged',
    weight: 6,
    needs: '/payment-methods',
    plan(world) {
      if (world.cards.length === 0) return nothing;
      const { invoiceId, card } = world.dice.pick(world.cards);
      const amountCents = world.dice.pick([100, 5_000, 17_000, 22_000, 55_000]);
      const tenders = [{ type: 'card_on_file', paymentMethodId: card, amountCents }];
      const path = `/v1/invoices/${invoiceId}/payments`;
      return ask(world, path, { tenders }, ({ id }) => void (id && world.payments.push(id)));
    },
  },
  {
    name: 'some of a payment is given back',
    weight: 4,
    needs: '/refunds',
    plan(world) {
      if (world.payments.length === 0) return nothing;
      const body = { amountCents: world.dice.between(1, 5_000), reason: 'courtesy' };
      return ask(world, `/v1/payments/${world.dice.pick(world.payments)}/refunds`, body, undefined, 'biller');
    },
  },
  {
    name: 'a request is sent again, by somebody who is not sure',
    weight: 4,
    plan(world) {
      if (world.sent.length === 0) return nothing;
      const [request, copy] = [world.dice.pick(world.sent), world.dice.below(world.town.desks.length)];
      return async () => void (await send(world, copy, request));
    },
  },
];
