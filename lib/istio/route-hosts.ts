import { Findings } from '../core/findings';
import { quoted } from '../values/coded-error';
import { Host } from '../values/host';
import { HostIndex } from '../values/host-keys';
import { list } from '../values/input';
import { parseEdgeHost } from './istio-host';

/** The hosts of a route, as far as they could be read. */
export function readRouteHosts(findings: Findings, hosts: readonly string[], field = 'hosts'): Host[] {
  const given = findings.parse(field, hosts, list<string>);
  if (given?.length === 0) {
    const fix = 'name the hosts it is for, or "*" for any';
    findings.error({ id: 'istio.no-hosts', what: 'the route has no hosts', fix }, field);
  }
  const read = findings.parseAll(field, given ?? [], parseEdgeHost);
  checkOverlaps(findings, read, field);
  return read;
}

function checkOverlaps(findings: Findings, hosts: readonly Host[], field: string): void {
  const filed = new HostIndex<Host>();
  for (const host of hosts) {
    const [other] = filed.overlapping(host);
    if (other !== undefined) {
      const what = `${quoted(host.text)} and ${quoted(other.text)} are both for some request, which Istio refuses in one route`;
      findings.error({ id: 'istio.overlapping-hosts', what, fix: 'drop the narrower one, or make two routes' }, field);
    }
    filed.add(host, host);
  }
}
