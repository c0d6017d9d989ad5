import { payHosted } from '../../../support/hosted-page';
import type { Caller, Reply } from '../service';
import type { Town } from '../town';
import type { Dice } from './dice';

/** A request that can be sent again with its key. */
export interface Sent {
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
}

/** What the people of the simulation know so far. */
export interface World {
  readonly town: Town;
  readonly dice: Dice;
  readonly invoices: string[];
  readonly pages: string[];
  readonly payments: string[];
  readonly sent: Sent[];
  /** Answers that no request may ever get. */
  readonly wrong: string[];
}

/** Something a person does. `plan` takes every choice from the dice; what it answers is then done, beside others. */
export interface Act {
  readonly name: string;
  readonly weight: number;
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
  world: World,
  desk: Caller,
  request: Sent,
): Promise<Reply<{ id?: string; url?: string }> | undefined> {
  const reply = await desk
    .call<{ id?: string; url?: string }>(request.path, request.body, request.key)
    .catch(() => undefined);
  if (reply && !ALLOWED.includes(reply.status))
    world.wrong.push(`${request.path} ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
}

/** Sends something new, which may be sent again later, at one of the copies. */
function ask(
  world: World,
  path: string,
  body: unknown,
  then: (body: { id?: string; url?: string }) => void = () => undefined,
): () => Promise<void> {
  const request = { path, body, key: world.dice.key() };
  const copy = world.dice.below(world.town.desks.length);
  world.sent.push(request);
  return async () => {
    const reply = await send(world, world.town.desks[copy]!, request);
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
    name: 'a request is sent again, by somebody who is not sure',
    weight: 4,
    plan(world) {
      if (world.sent.length === 0) return nothing;
      const [request, desk] = [world.dice.pick(world.sent), world.dice.pick(world.town.desks)];
      return async () => void (await send(world, desk, request));
    },
  },
];
