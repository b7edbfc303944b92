import { ClusterFacts, KubeProxyMode, MetalLbBgpMode, MetalLbFacts, NodeFacts } from '../core/cluster-facts';
import { Findings } from '../core/findings';
import { checkLabels } from '../core/labels';
import { AddressRange } from '../values/address-range';
import { parseCidrPerFamily } from '../values/cidr-per-family';
import { quoted } from '../values/coded-error';
import { parseDnsLabel, parseDnsSubdomain } from '../values/dns-name';
import { list, oneOf, struct, text, truth } from '../values/input';
import { parseInterfaceName } from '../values/interface-name';
import { parseLabelKey } from '../values/label';

/** Reports every fact that cannot be. */
export function checkFacts(findings: Findings, given: ClusterFacts): void {
  const facts = findings.parse('facts', given, struct) ?? {};
  for (const field of ['nodeAddresses', 'otherAddresses', 'dhcpRanges'] as const) {
    findings.parseAll(field, orNone(facts[field]), (range) => AddressRange.parseOrAddress(range));
  }
  findings.parseAll('nodeSubnets', orNone(facts.nodeSubnets), (cidr) => AddressRange.parseCidr(cidr));
  findings.parseOptional('podCidr', facts.podCidr, parseCidrPerFamily);
  findings.parseOptional('serviceCidr', facts.serviceCidr, parseCidrPerFamily);
  checkNodes(findings, orNone(facts.nodes));
  findings.parseOptional('kubeProxy', facts.kubeProxy, oneOf(KubeProxyMode));
  findings.parseOptional('strictArp', facts.strictArp, truth);
  checkMetalLb(findings, facts.metallb);
  findings.parseAll('existingNamespaces', orNone(facts.existingNamespaces), parseDnsLabel);
  findings.parseOptional('defaultNamespace', facts.defaultNamespace, parseDnsLabel);
}

function checkNodes(findings: Findings, nodes: readonly NodeFacts[]): void {
  const fieldByName = new Map<string, string>();
  (findings.parse('nodes', nodes, list) ?? []).forEach((node, index) => {
    const field = `nodes[${index}]`;
    const name = checkNode(findings, field, node);
    if (name === undefined) {
      return;
    }
    const first = fieldByName.get(name);
    if (first !== undefined) {
      const what = `${quoted(name)} is already the name of ${first}`;
      findings.error({ id: 'cluster.duplicate-node', what, fix: 'name each node once' }, `${field}.name`);
    }
    fieldByName.set(name, first ?? field);
  });
}

function checkNode(findings: Findings, field: string, given: NodeFacts): string | undefined {
  const node = findings.parse(field, given, struct);
  if (node === undefined) {
    return undefined;
  }
  const { labels = {}, interfaces } = node;
  checkLabels(findings, `${field}.labels`, labels);
  findings.parseAll(`${field}.interfaces`, orNone(interfaces), parseInterfaceName);
  return findings.parse(`${field}.name`, node.name, parseDnsSubdomain);
}

function checkMetalLb(findings: Findings, given: MetalLbFacts | undefined): void {
  const metallb = findings.parseOptional('metallb', given, struct);
  if (metallb === undefined) {
    return;
  }
  findings.parseOptional('metallb.namespace', metallb.namespace, parseDnsLabel);
  findings.parseOptional('metallb.bgpMode', metallb.bgpMode, oneOf(MetalLbBgpMode));
  findings.parseOptional('metallb.loadBalancerClass', metallb.loadBalancerClass, parseLabelKey);
  const existing = findings.parseOptional('metallb.existing', metallb.existing, struct) ?? {};
  for (const kind of ['pools', 'peers', 'bfdProfiles', 'communities'] as const) {
    findings.parseAll(`metallb.existing.${kind}`, orNone(existing[kind]), text);
  }
}

/** Nothing said is a list of nothing; null is neither, as anywhere else. */
function orNone<T>(given: readonly T[] = []): readonly T[] {
  return given;
}
