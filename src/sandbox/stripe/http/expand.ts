import type { Context } from '../context';
import { kindOfId } from '../object-ids';
import { listObjects } from './listing';
import { invalidRequest, type StripeFailure } from './stripe-error';

const MAX_LEVELS = 4;

/**
 * Replaces ids by the objects they name, for each dotted path of `expand` (docs.stripe.com/api/expanding_objects).
 * Lists are entered by `data.`; `line_items` of a session and `refunds` of a charge are included on demand.
 * @throws StripeFailure 400 for a property that cannot be expanded, or more than four levels
 */
export async function expand(context: Context, body: object, paths: readonly string[]): Promise<object> {
  const copy = JSON.parse(JSON.stringify(body)) as Node;
  for (const [index, path] of paths.entries()) {
    const names = path.split('.');
    if (names.filter((name) => name !== 'data').length > MAX_LEVELS) {
      throw invalidRequest(`You cannot expand more than ${MAX_LEVELS} levels of a property. (${path})`, {
        param: `expand[${index}]`,
      });
    }
    await expandPath(context, [copy], { names, path, param: `expand[${index}]` });
  }
  return copy;
}

type Node = Record<string, unknown>;
interface Target {
  names: string[];
  path: string;
  param: string;
}

async function expandPath(context: Context, nodes: Node[], target: Target): Promise<void> {
  const [name, ...rest] = target.names;
  if (name === undefined) return;
  const next: Node[] = [];
  for (const node of nodes) {
    if (!(name in node) && !(await include(context, node, name))) {
      throw notExpandable(target);
    }
    const value = node[name];
    if (typeof value === 'string') {
      const found = await loadAny(context, value);
      if (!found) throw notExpandable(target);
      node[name] = found;
      next.push(found);
    } else if (Array.isArray(value)) {
      next.push(...value.filter((item): item is Node => typeof item === 'object' && item !== null));
    } else if (typeof value === 'object' && value !== null) {
      next.push(value as Node);
    } else if (value !== null) {
      throw notExpandable(target);
    }
  }
  await expandPath(context, next, { ...target, names: rest });
}

const notExpandable = ({ path, param }: Target): StripeFailure =>
  invalidRequest(`This property cannot be expanded (${path}).`, { param });

async function loadAny(context: Context, id: string): Promise<Node | undefined> {
  const kind = kindOfId(id);
  if (!kind) return undefined;
  const found = await context.rows.get(kind, id);
  return found && (JSON.parse(JSON.stringify(found.document.wire)) as Node);
}

/** Adds a member that Stripe leaves out unless it is asked for; false where there is none of that name. */
async function include(context: Context, node: Node, name: string): Promise<boolean> {
  const id = String(node.id);
  if (node.object === 'checkout.session' && name === 'line_items') {
    const session = await context.rows.get('checkout.session', id);
    const data = session?.document.secrets.lineItems ?? [];
    node[name] = { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
    return true;
  }
  if (node.object === 'charge' && name === 'refunds') {
    const url = `/v1/charges/${id}/refunds`;
    node[name] = await listObjects(context, { kind: 'refund', url, where: { charge: id } }, {});
    return true;
  }
  return false;
}
