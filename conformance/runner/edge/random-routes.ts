import { PathMatch, WeightedBackend } from '../../../lib';
import { Dice } from '../addresses/dice';
import { randomBackend, randomSubset } from './random-actions';
import { defined } from './random-matches';
import { randomRules, randomRulesBelow } from './random-rules';
import { NAMES, PREFIXES } from './vocabulary';
import { GatewaySketch, NAMESPACES, RouteSketch, rulesAskedBy, RuleSketch, ServerSketch } from './world';

/** Routes for hosts of some gateways, several of them for one host now and then. */
export function randomRoutes(dice: Dice, gateways: readonly GatewaySketch[]): RouteSketch[] {
  return Array.from({ length: dice.between(2, 4) }, (_, index) => randomRoute(dice, gateways, `route-${index + 1}`));
}

function randomRoute(dice: Dice, gateways: readonly GatewaySketch[], name: string): RouteSketch {
  const gateway = dice.below(gateways.length);
  const server = dice.oneOf(gateways[gateway].servers);
  const other = dice.percent(10) ? dice.oneOf(gateways[gateway].servers) : server;
  const modes = new Set([server.mode, other.mode].map(rulesAskedBy));
  return {
    name,
    namespace: namespaceFor(dice, server, gateways[gateway].namespace),
    gateway,
    hosts: randomHosts(dice, server),
    ...defined({
      rules: modes.has('http') ? withDelegate(dice, name, randomRules(dice, name)) : undefined,
      tlsRules: modes.has('tls') ? [{ backends: oneBackend(dice) }] : undefined,
      tcpRules: modes.has('tcp') ? [{ backends: oneBackend(dice) }] : undefined,
    }),
  };
}

function namespaceFor(dice: Dice, { hosts }: ServerSketch, own: string): string {
  const [namespace] = hosts[0].includes('/') ? hosts[0].split('/') : ['*'];
  return namespace === '*' ? dice.oneOf(NAMESPACES) : namespace === '.' ? own : namespace;
}

/** The host of a server, one inside of it, or one that it is inside of. */
function randomHosts(dice: Dice, { hosts }: ServerSketch): string[] {
  const host = hosts[0].split('/').pop() ?? '*';
  const suffix = host.replace(/^\*/, '');
  const inside = NAMES.filter((name) => name.endsWith(suffix) && name !== suffix);
  const narrow = host.startsWith('*') && inside.length > 0 ? [...new Set([dice.oneOf(inside), dice.oneOf(inside)])] : [host];
  switch (dice.weighted({ same: 40, narrow: 45, wide: 15 })) {
    case 'same':
      return [host];
    case 'narrow':
      return narrow.slice(0, dice.between(1, 2));
    case 'wide':
      return host === '*'
        ? ['*']
        : [dice.oneOf(['*', `*.${host.split('.').slice(1).join('.')}`])].map((wide) =>
            wide === '*.test' || wide.split('.').length > 2 ? wide : '*',
          );
  }
}

function oneBackend(dice: Dice): WeightedBackend[] {
  const backend = { backend: randomBackend(dice), ...randomSubset(dice) };
  return dice.percent(70)
    ? [{ ...backend, weight: 100 }]
    : [
        { ...backend, weight: 100 },
        { backend: randomBackend(dice), weight: 0 },
      ];
}

/** Some rule may leave the requests below a path to the rules of another route. */
function withDelegate(dice: Dice, name: string, rules: RuleSketch[]): RuleSketch[] {
  if (!dice.percent(12)) {
    return rules;
  }
  const [at, path] = [dice.below(rules.length), dice.oneOf(PREFIXES.filter((prefix) => prefix !== '/'))];
  const action = { name: `${name}-delegate`, namespace: dice.oneOf(NAMESPACES), rules: randomRulesBelow(dice, `${name}-delegate`, path) };
  return rules.map((rule, index) => (index === at ? { name: rule.name, matches: [{ path: PathMatch.prefix(path) }], action } : rule));
}
