/** How many proxies run, by their load. */
export interface IngressGatewayAutoscaling {
  /**
   * The least number of proxies, 1 to 2147483647; `count.range` is reported otherwise.
   * @default 1
   */
  readonly minReplicas?: number;

  /**
   * The greatest number of proxies, 1 to 2147483647; `count.range` is reported otherwise, `istio.autoscaling-range` when it is below
   * the least.
   * @default 5
   */
  readonly maxReplicas?: number;

  /**
   * The use of CPU that it aims at, in percent of what the proxies request, 1 to 2147483647; `count.range` is reported otherwise.
   * @default 80
   */
  readonly cpuUtilization?: number;
}

/** Who may connect to the proxies, beside clients of the ports of the Service. */
export interface IngressGatewayNetworkPolicy {
  /**
   * Namespaces whose pods may read the metrics, ports 15020 and 15090; `name.syntax` is reported for what can be none.
   * @default - none
   */
  readonly metricsFrom?: string[];
}

/** The IP families of a Service. */
export enum IpFamilyPolicy {
  /** One, the default of the cluster. */
  SINGLE_STACK = 'SingleStack',
  /** Both where the cluster has both, else the one it has. */
  PREFER_DUAL_STACK = 'PreferDualStack',
  /** Both; kube-apiserver refuses the Service where the cluster has one. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}
