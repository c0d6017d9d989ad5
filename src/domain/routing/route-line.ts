import { invariant } from '../../kernel/invariant';
import type { Route } from './route';
import type { RoutingFacts } from './routing-facts';
import { ROUTING_RULES } from './routing-rules';

/**
 * Who pays for a line: the first row of {@link ROUTING_RULES} that applies. Source: DOMAIN.md §2.
 * Never refuses: the closing row takes whatever is left.
 */
export function routeLine(facts: RoutingFacts): Route {
  const rule = ROUTING_RULES.find((candidate) => candidate.applies(facts));
  invariant(rule, 'the closing row of the routing table takes every line');
  return {
    destination: rule.destination,
    rule: rule.id,
    row: rule.row,
    reason: rule.reason(facts),
    documentRule: rule.documentRule(facts),
    notices: rule.notices(facts),
  };
}
