import { AllAdvertised, advertised, L2Advertisement } from './metallb/advertised';
import { ClusterNode, nodesOf, selectedNodes } from './metallb/nodes';
import { Rule } from './rule';
import { counted } from './words';

/** The election of a node does not look at interfaces: an elected node that has none of them announces nothing (MetalLB `speaker/layer2_controller.go`). */
export const noInterface: Rule = {
  id: 'metallb.no-interface',
  check: (manifests, facts) => {
    const nodes = nodesOf(facts);
    const { l2 } = advertised(manifests);
    return [...l2.poolsOf.keys()]
      .map((advertisement) => ({ advertisement, dark: darkNodes(advertisement, l2, nodes ?? []) }))
      .filter(({ dark }) => dark.length > 0)
      .map(({ advertisement: { origin, spec }, dark }) => ({
        origin,
        field: 'spec.interfaces',
        what: `${counted('node', dark)} ${dark.length === 1 ? 'has' : 'have'} no ${counted('interface', spec.interfaces ?? [])}, and would announce nothing when elected`,
        fix: 'name an interface of every node it selects, or select the nodes that have one with nodeSelectors',
      }));
  },
};

/** The nodes on which an address of some pool would be announced on no interface. */
function darkNodes(advertisement: L2Advertisement, l2: AllAdvertised['l2'], nodes: readonly ClusterNode[]): string[] {
  return selectedNodes(advertisement, nodes)
    .filter((node) => !reaches(advertisement, node))
    .filter((node) => l2.poolsOf.get(advertisement)?.some((pool) => !l2.advertisementsOf.get(pool)?.some((other) => helps(other, node))))
    .map(({ name }) => name);
}

/** What is for every Service of the pool adds its interfaces to those of others. */
function helps(other: L2Advertisement, node: ClusterNode): boolean {
  return (other.spec.serviceSelectors ?? []).length === 0 && reaches(other, node) && selectedNodes(other, [node]).length > 0;
}

function reaches({ spec: { interfaces = [] } }: L2Advertisement, node: ClusterNode): boolean {
  return interfaces.length === 0 || node.interfaces === undefined || interfaces.some((name) => node.interfaces?.includes(name));
}
