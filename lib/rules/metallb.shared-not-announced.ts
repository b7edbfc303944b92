import { Severity } from '../core/problem';
import { anySelects } from '../manifests/label-selector';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { LedgerLine } from './ledger/book';
import { sharingField } from './ledger/findings';
import { ledgerOf } from './ledger/ledger';
import { ServiceRequest } from './ledger/service-request';
import { advertised, L2Advertisement } from './metallb/advertised';
import { ClusterNode, isForAllNodes, nodesOf, selectedNodes } from './metallb/nodes';
import { Rule, RuleFinding } from './rule';

/**
 * Services that share an address, and are announced by layer 2 from different nodes: of the nodes of its own advertisements, the
 * address elects one for each Service, and two nodes may answer for it (MetalLB `speaker/layer2_controller.go`).
 */
export const sharedNotAnnounced: Rule = {
  id: 'metallb.shared-not-announced',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const { advertisementsOf } = advertised(manifests).l2;
    const nodes = nodesOf(facts);
    const candidatesOf = ({ service, pools: [{ object }] }: LedgerLine): string | undefined =>
      candidates(
        (advertisementsOf.get(object) ?? []).filter((advertisement) => isFor(advertisement, service)),
        nodes,
      );
    const lines = ledgerOf(manifests, facts).lines.filter(({ address, pools }) => address !== undefined && pools.length === 1);
    return [...groupBy(lines, ({ address }) => String(address))]
      .filter(([, sharers]) => sharers.length > 1)
      .flatMap(([address, sharers]) => apart(address, sharers, candidatesOf));
  },
};

/** Each that is announced from other nodes than the first. */
function apart(address: string, sharers: readonly LedgerLine[], candidatesOf: (line: LedgerLine) => string | undefined): RuleFinding[] {
  const [first, ...others] = sharers
    .map((line) => ({ service: line.service, from: candidatesOf(line) }))
    .filter(({ from }) => from !== undefined);
  return others
    .filter(({ from }) => from !== first.from)
    .map(({ service }) => ({
      origin: service.origin,
      field: sharingField(service),
      what: `the Service shares ${quoted(address)} with Service ${quoted(first.service.key)}, and L2Advertisements that select one of the two announce them from different nodes, so two nodes may answer for the address`,
      fix: 'let both be announced from the same nodes, or share no address',
    }));
}

function isFor({ spec: { serviceSelectors = [] } }: L2Advertisement, { labels }: ServiceRequest): boolean {
  return serviceSelectors.length === 0 || anySelects(serviceSelectors, labels);
}

/** Equal for what is announced from the same nodes, as far as that can be told; nothing where it is announced from none. */
function candidates(advertisements: readonly L2Advertisement[], nodes: readonly ClusterNode[] | undefined): string | undefined {
  if (nodes !== undefined) {
    const names = new Set(advertisements.flatMap((advertisement) => selectedNodes(advertisement, nodes)).map(({ name }) => name));
    return names.size === 0 ? undefined : [...names].sort().join();
  }
  const selectors = advertisements.flatMap(({ spec: { nodeSelectors = [] } }) => nodeSelectors.map((selector) => JSON.stringify(selector)));
  return advertisements.length === 0 ? undefined : advertisements.some(isForAllNodes) ? 'all' : [...new Set(selectors)].sort().join();
}
