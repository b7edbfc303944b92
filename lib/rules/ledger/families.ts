import { ClusterFacts } from '../../core/cluster-facts';
import { items } from '../../manifests/raw';
import { readable } from '../../manifests/readable';
import { AddressRange } from '../../values/address-range';
import { IpAddress, IpFamily } from '../../values/ip-address';

/** What is known of the families of a Service. */
export interface Stacks {
  /** Of its clusterIPs, the first family first; nothing where the documents do not tell. */
  readonly families?: readonly IpFamily[];
  readonly familyPolicy: string;
}

/** Families of the addresses of Services in a cluster, that of the default first; nothing where it is not known. */
export function clusterFamilies(facts: ClusterFacts | undefined): readonly IpFamily[] | undefined {
  const { serviceCidr } = facts ?? {};
  const families =
    typeof serviceCidr === 'string'
      ? readable(serviceCidr.split(','), (text) => AddressRange.parseCidr(text)).map((range) => range.family)
      : [];
  return families.length === 0 ? undefined : families;
}

/**
 * Families of the clusterIPs that the API server gives a Service, its first family first; nothing where the documents do not
 * tell. MetalLB goes by those (`internal/ipfamily`).
 */
export function familiesOf(
  spec: Readonly<Record<string, unknown>>,
  cluster: readonly IpFamily[] | undefined,
): readonly IpFamily[] | undefined {
  const given = clusterIpFamilies(spec);
  if (given.length > 0) {
    return given;
  }
  const asked = items(spec.ipFamilies).flatMap(familyNamed);
  switch (spec.ipFamilyPolicy ?? 'SingleStack') {
    case 'SingleStack':
      return single(asked, cluster);
    case 'RequireDualStack':
      return both(asked, cluster);
    case 'PreferDualStack':
      return asked.length > 1 || cluster?.length === 2 ? both(asked, cluster) : cluster;
    default:
      return undefined;
  }
}

/** All that the families of a Service can be: under policy SingleStack, which is the default, one alone. */
export function possibleFamilies({ families, familyPolicy }: Stacks): readonly (readonly IpFamily[])[] {
  return families !== undefined ? [families] : familyPolicy === 'SingleStack' ? [[4], [6]] : [[4], [6], [4, 6]];
}

// Two families without a policy for two are refused by the API server.
function single(asked: readonly IpFamily[], cluster: readonly IpFamily[] | undefined): readonly IpFamily[] | undefined {
  return asked.length === 0 ? cluster?.slice(0, 1) : asked.length === 1 ? asked : undefined;
}

function both(asked: readonly IpFamily[], cluster: readonly IpFamily[] | undefined): readonly IpFamily[] {
  const first = asked[0] ?? cluster?.[0] ?? 4;
  return first === 4 ? [4, 6] : [6, 4];
}

function clusterIpFamilies({ clusterIP, clusterIPs }: Readonly<Record<string, unknown>>): IpFamily[] {
  const given = items(clusterIPs).length > 0 ? items(clusterIPs) : [clusterIP];
  const addresses = given.filter((value): value is string => typeof value === 'string' && value !== '');
  return readable(addresses, (text) => IpAddress.parse(text)).map(({ family }) => family);
}

function familyNamed(name: unknown): IpFamily[] {
  return name === 'IPv4' ? [4] : name === 'IPv6' ? [6] : [];
}
