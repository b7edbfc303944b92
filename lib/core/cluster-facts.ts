import { IConstruct } from 'constructs';

/** How kube-proxy sends traffic of a Service to its Pods. */
export enum KubeProxyMode {
  IPTABLES = 'iptables',
  IPVS = 'ipvs',
  NFTABLES = 'nftables',
}

/** What speaks BGP for MetalLB: `METALLB_BGP_TYPE` of its controller and speakers. */
export enum MetalLbBgpMode {
  /** MetalLB's own implementation: IPv4 only, without BFD. It is what the binaries take when nothing is said. */
  NATIVE = 'native',
  /** FRR in the Pod of the speaker; deprecated since MetalLB 0.16. */
  FRR = 'frr',
  /** FRR as a DaemonSet of its own, frr-k8s: the default of the Helm chart since MetalLB 0.16. */
  FRR_K8S = 'frr-k8s',
}

/** One machine of the cluster. */
export interface NodeFacts {
  /** Name of the Node, an RFC 1123 subdomain: `name.syntax` is reported otherwise, `cluster.duplicate-node` for that of another one. */
  readonly name: string;

  /**
   * Labels of the Node; `kubernetes.io/hostname` is its name where they do not say otherwise. `label.*` is reported for wrong ones.
   * @default - none but that one
   */
  readonly labels?: { [key: string]: string };

  /**
   * Names of its network interfaces; `interface.name` is reported for what can be none. Those that a layer 2 advertisement names, and
   * a node that may announce has not, are an error of `GitOpsApp.synth()`, `metallb.no-interface`.
   * @default - not known, not checked
   */
  readonly interfaces?: string[];
}

/** Names of MetalLB objects that exist without being emitted here. */
export interface ExistingMetalLbObjects {
  /**
   * Pools. A reference to any other that is not made here is an error of `GitOpsApp.synth()`, `metallb.unknown-pool`.
   * @default - none
   */
  readonly pools?: string[];

  /**
   * BGP peers. A reference to any other that is not made here is reported by `GitOpsApp.synth()`, `metallb.unknown-peer`: a
   * warning where no peer at all is made here, else an error.
   * @default - none
   */
  readonly peers?: string[];

  /**
   * BFD profiles. A reference to any other that is not made here is reported by `GitOpsApp.synth()`, `metallb.unknown-bfd-profile`:
   * a warning where no profile at all is made here, else an error.
   * @default - none
   */
  readonly bfdProfiles?: string[];

  /**
   * Aliases of communities, not names of `Community` objects. Any other alias that is not defined here is reported by
   * `GitOpsApp.synth()`, `metallb.unknown-community`: a warning where none at all is defined here, else an error.
   * @default - none
   */
  readonly communities?: string[];
}

/** How MetalLB was installed, where no `MetalLbInstall` of the cluster says so, and what of its objects is kept elsewhere. */
export interface MetalLbFacts {
  /**
   * The namespace MetalLB runs in, the only one in which it reads its objects; an RFC 1123 label, `name.syntax` is reported otherwise.
   * @default - that of the `MetalLbInstall`, else the one in which the MetalLB objects of the cluster stand
   */
  readonly namespace?: string;

  /**
   * What speaks BGP; `input.choice` is reported for anything else.
   * @default - that of the `MetalLbInstall`, else MetalLbBgpMode.FRR_K8S, as the Helm chart has it since 0.16
   */
  readonly bgpMode?: MetalLbBgpMode;

  /**
   * The class of the Services that MetalLB serves, `--lb-class`: it skips all others then. A name as labels have it; `label.key` is
   * reported otherwise. A Service of another class that asks MetalLB for something is an error of `GitOpsApp.synth()`,
   * `metallb.lb-class-mismatch`.
   * @default - that of the `MetalLbInstall`, else none: it serves Services without a class
   */
  readonly loadBalancerClass?: string;

  /**
   * What exists without being emitted here; `input.type` is reported for names that are none.
   * @default - nothing
   */
  readonly existing?: ExistingMetalLbObjects;
}

/** What cannot be read from the YAML of a cluster. */
export interface ClusterFacts {
  /**
   * Addresses that nodes use: single addresses, CIDRs or `first-last`; `address.*` is reported for what can be none.
   * A MetalLB pool that holds one of them is an error of `GitOpsApp.synth()`, `metallb.node-address-in-pool`.
   * @default - nothing is known, nothing is checked
   */
  readonly nodeAddresses?: string[];

  /**
   * Addresses that other machines of the network use (routers, printers, storage), written like `nodeAddresses` and checked
   * like them.
   * @default - nothing is known, nothing is checked
   */
  readonly otherAddresses?: string[];

  /**
   * What DHCP servers of the network hand out, written like `nodeAddresses`. A pool that holds such an address is an error,
   * `metallb.pool-in-network`.
   * @default - nothing is known, nothing is checked
   */
  readonly dhcpRanges?: string[];

  /**
   * The networks that nodes stand in, as CIDRs; `address.*` is reported for what can be none. The addresses of a pool that is
   * advertised by layer 2 should lie in one of them, as nobody asks by ARP or NDP for others: the warning
   * `metallb.pool-outside-subnet`.
   * @default - nothing is known, nothing is checked
   */
  readonly nodeSubnets?: string[];

  /**
   * The CIDR of Pods, or one IPv4 and one IPv6 CIDR with a comma between, as kubeadm's `podSubnet`; `address.*` is reported
   * otherwise. A pool that overlaps it is an error, `metallb.pool-in-network`.
   * @default - nothing is known, nothing is checked
   */
  readonly podCidr?: string;

  /**
   * The CIDR of Services, or one of each IP family with a comma between, that of the default family first, as kubeadm's
   * `serviceSubnet`; `address.*` is reported otherwise. A pool that overlaps it is an error, `metallb.pool-in-network`. It also
   * tells which IP families Services have.
   * @default - nothing is known, nothing is checked
   */
  readonly serviceCidr?: string;

  /**
   * All nodes of the cluster. A selector of MetalLB that selects none of them is an error, `metallb.no-node`.
   * @default - nothing is known, nothing is checked
   */
  readonly nodes?: NodeFacts[];

  /**
   * The mode of kube-proxy; `input.choice` is reported for anything else. With IPVS, layer 2 needs `strictArp`:
   * `metallb.strict-arp` is an error otherwise.
   * @default - that of a `KubeProxyConfig` of the cluster, else nothing is known
   */
  readonly kubeProxy?: KubeProxyMode;

  /**
   * Whether kube-proxy's `ipvs.strictARP` is set by other means than a `KubeProxyConfig` of this cluster; `input.type` is reported
   * for what is neither true nor false.
   * @default false
   */
  readonly strictArp?: boolean;

  /**
   * How MetalLB was installed.
   * @default - as its Helm chart does it, unless a `MetalLbInstall` of the cluster says otherwise
   */
  readonly metallb?: MetalLbFacts;

  /**
   * Namespaces that exist without being emitted here; `name.syntax` is reported for what can be none. `default`, `kube-system`,
   * `kube-public` and `kube-node-lease` always do. A namespace of a document that is neither is an error, `namespace.undeclared`.
   * @default - none beyond those four
   */
  readonly existingNamespaces?: string[];

  /**
   * The namespace of documents that name none and whose chart names none, as `kubectl apply` would put them; `name.syntax` is
   * reported for what can be none.
   * @default 'default'
   */
  readonly defaultNamespace?: string;
}

const FACTS = Symbol.for('cdk8s-bare-metal-ingress.cluster-facts');

export function declareClusterFacts(construct: IConstruct, facts: ClusterFacts): void {
  Object.defineProperty(construct, FACTS, { value: facts });
}

/** The facts of the cluster a construct stands in, if it stands in one. */
export function clusterFactsOf(construct: IConstruct): ClusterFacts | undefined {
  return clusterOf(construct)?.[FACTS];
}

/** The nearest construct upwards, itself among them, on which facts were declared. */
export function clusterOf(construct: IConstruct): (IConstruct & { [FACTS]: ClusterFacts }) | undefined {
  const cluster = [...construct.node.scopes].reverse().find((scope) => FACTS in scope);
  return cluster as (IConstruct & { [FACTS]: ClusterFacts }) | undefined;
}

export function defaultNamespaceOf(facts: ClusterFacts | undefined): string {
  return facts?.defaultNamespace ?? 'default';
}

/** The namespaces that are there without being made: those of every cluster, and those that the facts name. */
export function existingNamespacesOf(facts: ClusterFacts | undefined): readonly string[] {
  return ['default', 'kube-system', 'kube-public', 'kube-node-lease', ...(facts?.existingNamespaces ?? [])];
}
