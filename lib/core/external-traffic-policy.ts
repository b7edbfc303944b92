/** Which nodes take requests from outside for a Service, and what its pods see of the client. */
export enum ExternalTrafficPolicy {
  /** Only nodes that run one of its pods; the pods see the address of the client. */
  LOCAL = 'Local',
  /** Every node, which passes requests on to any pod; the pods see the address of that node. */
  CLUSTER = 'Cluster',
}
