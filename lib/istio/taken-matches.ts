import { Findings } from '../core/findings';
import { closeness } from '../routing/host-choice';
import { withoutPort } from '../routing/incoming-request';
import { Listener } from '../routing/listener';
import { ReadConnectionRule, ReadMatch, ReadRule } from '../routing/read-rule';
import { quoted } from '../values/coded-error';
import { IstioGateway } from './istio-gateway';
import { IstioAttachedRoute } from './workload-model';

/** Rules of one kind, and the servers that ask them. */
interface AskedRules {
  readonly rules: readonly (ReadRule | ReadConnectionRule)[];
  readonly listeners: readonly Listener[];
}

/**
 * Reports matches that no request at the gateway meets. istiod leaves those out that are for other ports or other proxies
 * (`pilot/pkg/networking/core/route`, `sourceMatchHTTP`).
 */
export function checkTaken(
  findings: Findings,
  gateway: IstioGateway,
  { hosts }: IstioAttachedRoute,
  { rules, listeners }: AskedRules,
): void {
  const ports = [...new Set(listeners.map(({ port }) => port))];
  const matches: readonly Partial<ReadMatch>[] = rules.flatMap(({ matches: of }) => [...(of ?? [])]);
  for (const { field, port, authority, sourceNamespace, sourceLabels = {} } of matches) {
    const never = (word: string, what: string, allowed: string): void =>
      findings.error({ id: 'route.never-matches', what, allowed, fix: 'mend it, or drop the match' }, `${field}.${word}`);
    if (port !== undefined && !ports.includes(port)) {
      never('port', `gateway ${quoted(gateway.name)} has no such server for these hosts on port ${port}`, ports.join(', '));
    }
    const host = authority?.kind === 'exact' ? withoutPort(authority.value).toLowerCase() : undefined;
    if (host !== undefined && hosts.length > 0 && !hosts.some(({ text }) => closeness(text, host) !== undefined)) {
      never('authority', `${quoted(host)} is no host of the route`, hosts.map(({ text }) => text).join(', '));
    }
    const own = { namespace: gateway._proxyNamespace, selector: gateway._proxyLabels };
    if (sourceNamespace !== undefined && sourceNamespace !== own.namespace) {
      never('sourceNamespace', `the rules are for the proxies of gateway ${quoted(gateway.name)}, which are not there`, own.namespace);
    }
    const other = Object.entries(sourceLabels).find(([key, value]) => (own.selector[key] ?? value) !== value);
    if (other !== undefined) {
      const [key, value] = [other[0], own.selector[other[0]]];
      never('sourceLabels', `the rules are for proxies that have another label ${quoted(key)}`, `${key}: ${value}`);
    }
  }
}
