import { Manifests } from '../manifests/manifests';
import { groupBy } from '../values/group-by';
import { containerPortsOf, podsOfGateway, servicesOf, targetOf } from './istio/gateway-pods';
import { GatewayObject, gatewaysOf } from './istio/gateways';
import { PodTemplate } from './istio/workloads';
import { Rule, RuleFinding } from './rule';

/** The proxies open the port, and no Service leads there. A port of a Service stands for the one of the pods that it leads to. */
export const gatewayPortNotOnService: Rule = {
  id: 'istio.gateway-port-not-on-service',
  check: (manifests: Manifests) => {
    const byPods = groupBy(gatewaysOf(manifests), (gateway) => podsOfGateway(gateway, manifests));
    return [...byPods].flatMap(([pods, gateways]) => {
      const offer = offerOf(pods, manifests);
      return offer === undefined ? [] : gateways.flatMap((gateway) => checkGateway(gateway, offer));
    });
  },
};

/** How pods are reached from outside. */
interface Offer {
  readonly service: string;
  readonly ports: readonly number[];
  /** Those, and what else a server may name. */
  readonly reachable: ReadonlySet<number | undefined>;
}

function offerOf(pods: readonly PodTemplate[], manifests: Manifests): Offer | undefined {
  const services = pods.flatMap((pod) => servicesOf(pod, manifests).map((service) => ({ pod, service })));
  if (services.length === 0 || pods.some(({ spec }) => spec.hostNetwork === true)) {
    return undefined;
  }
  const targets = services.flatMap(({ pod, service }) =>
    service.ports.filter(({ protocol }) => protocol === 'TCP').map(({ port, targetPort }) => ({ port, target: targetOf(targetPort, pod) })),
  );
  const ports = [...new Set(targets.map(({ port }) => port))];
  const reachable = new Set([...ports, ...targets.map(({ target }) => target), ...pods.flatMap(hostPortsOf)]);
  return { service: services[0].service.name, ports, reachable };
}

/** Ports of the node that lead to the pods without a Service. */
function hostPortsOf({ spec }: PodTemplate): number[] {
  return containerPortsOf(spec).flatMap(({ hostPort, containerPort }) => (typeof hostPort === 'number' ? [Number(containerPort)] : []));
}

// A Unix socket, or the loopback address: for clients in the pods.
const INSIDE = /^(unix:\/\/|127\.|::1$)/;

function checkGateway({ origin, servers }: GatewayObject, { service, ports, reachable }: Offer): RuleFinding[] {
  return servers
    .filter(({ port, bind }) => !INSIDE.test(bind) && !reachable.has(port))
    .map(({ field, port }) => ({
      origin,
      field: `${field}.port.number`,
      what: `port ${port} is not on Service "${service}" of the gateway pods, so no client outside reaches it`,
      allowed: ports.length === 0 ? undefined : `port ${ports.join(', ')}`,
      fix: `add port ${port} to the Service, or use a port that it has`,
    }));
}
