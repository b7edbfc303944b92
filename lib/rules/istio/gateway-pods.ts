import { Labels, selects } from '../../manifests/label-selector';
import { Manifests } from '../../manifests/manifests';
import { filled, items, struct } from '../../manifests/raw';
import { groupBy } from '../../values/group-by';
import { GatewayObject } from './gateways';
import { once } from './once';
import { PodTemplate, podsByLabel, ServiceObject, workloadsOf } from './workloads';

/** The pods that run a proxy of a gateway, as far as they are made here. */
export const gatewayProxies = once((manifests) => workloadsOf(manifests).pods.filter(isGatewayProxy));

const found = once(() => new Map<string, readonly PodTemplate[]>());

/** The pods that a Gateway configures, as far as they are made here: the same list for equal selectors. */
export function podsOfGateway({ selector }: Pick<GatewayObject, 'selector'>, manifests: Manifests): readonly PodTemplate[] {
  const [known, key] = [found(manifests), JSON.stringify(selector)];
  const hasAll = ({ labels }: PodTemplate) => selects({ matchLabels: selector }, labels);
  const pods =
    known.get(key) ?? (isEmpty(selector) ? gatewayProxies(manifests) : podsByLabel(manifests).candidates(selector).filter(hasAll));
  known.set(key, pods);
  return pods;
}

const homes = new WeakMap<readonly PodTemplate[], ReadonlySet<string>>();

/** The namespaces of those pods: a proxy reads Secrets of its own only. */
export function homesOf(gateway: Pick<GatewayObject, 'selector'>, manifests: Manifests): ReadonlySet<string> {
  const pods = podsOfGateway(gateway, manifests);
  const known = homes.get(pods) ?? new Set(pods.map(({ namespace }) => namespace));
  homes.set(pods, known);
  return known;
}

const servicesByLabel = once((manifests) =>
  groupBy(workloadsOf(manifests).services, ({ namespace, selector = {} }) => keyOf(namespace, Object.entries(selector).at(0))),
);

/** The Services that lead to pods. */
export function servicesOf({ namespace, labels }: PodTemplate, manifests: Manifests): ServiceObject[] {
  return Object.entries(labels)
    .flatMap((label) => servicesByLabel(manifests).get(keyOf(namespace, label)) ?? [])
    .filter(({ selector }) => selects({ matchLabels: selector }, labels));
}

function keyOf(namespace: string, label: readonly [string, string] | undefined): string {
  return JSON.stringify([namespace, label]);
}

/** Whether the injector makes a gateway of the pod, or it is written as one. */
function isGatewayProxy({ annotations, spec }: PodTemplate): boolean {
  const templates = (annotations['inject.istio.io/templates'] ?? '').split(',').map((name) => name.trim());
  const isProxy = (container: Readonly<Record<string, unknown>>) =>
    container.name === 'istio-proxy' && items(container.args).includes('router');
  return templates.includes('gateway') || containersOf(spec).some(isProxy);
}

export function containersOf(spec: PodTemplate['spec']): Readonly<Record<string, unknown>>[] {
  return items(spec.containers).map(struct);
}

/** The ports that containers declare. */
export function containerPortsOf(spec: PodTemplate['spec']): Readonly<Record<string, unknown>>[] {
  return containersOf(spec).flatMap(({ ports }) => items(ports).map(struct));
}

/** The port of the pods that one of a Service leads to, where it can be told. */
export function targetOf(targetPort: number | string, { spec }: PodTemplate): number | undefined {
  const named = () => containerPortsOf(spec).find(({ name }) => filled(name) === targetPort)?.containerPort;
  const number = typeof targetPort === 'number' ? targetPort : named();
  return typeof number === 'number' ? number : undefined;
}

export function isEmpty(labels: Labels): boolean {
  return Object.keys(labels).length === 0;
}
