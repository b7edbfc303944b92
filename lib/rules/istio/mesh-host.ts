/**
 * What a short or full name of a host in a document means, seen from the namespace of that document: istiod takes any name with a dot
 * for a full one (`pilot/pkg/model/config.go`).
 */
export function fullHost(host: string, namespace: string): string {
  return host.includes('.') || host === '*' ? host : serviceHost(host, namespace);
}

/** The full name of a Service. */
export function serviceHost(name: string, namespace: string): string {
  return `${name}.${namespace}.svc.cluster.local`;
}
