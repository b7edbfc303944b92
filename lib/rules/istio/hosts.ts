import { ClusterFacts, existingNamespacesOf } from '../../core/cluster-facts';
import { Manifests } from '../../manifests/manifests';
import { destinationRulesOf } from './destination-rules';
import { serviceHost } from './mesh-host';
import { once } from './once';
import { registryOf } from './registry';
import { shortened } from './slips';
import { virtualServicesOf } from './virtual-services';
import { workloadsOf } from './workloads';

/** A host of the mesh where a document names one. */
export interface NamedHost {
  readonly origin: string;
  readonly field: string;
  readonly namespace: string;
  /** As it is written. */
  readonly text: string;
  /** In full. */
  readonly host: string;
}

/** The hosts that routes send to, and that DestinationRules are for. */
export function namedHosts(manifests: Manifests): NamedHost[] {
  const sentTo = virtualServicesOf(manifests).flatMap(({ origin, namespace, destinations }) =>
    destinations.map(({ field, text, host }) => ({ origin, field: `${field}.host`, namespace, text, host })),
  );
  const ruled = destinationRulesOf(manifests).all.map(({ origin, namespace, text, host }) => ({
    origin,
    field: 'spec.host',
    namespace,
    text,
    host,
  }));
  return [...sentTo, ...ruled];
}

const namespacesIn = once(
  (manifests) =>
    new Set([
      ...manifests.documents.flatMap((document) => manifests.namespaceOf(document) ?? []),
      ...manifests.ofKind('/Namespace').map(({ object }) => object.metadata.name),
    ]),
);

/**
 * The full name of a Service that `reviews.prod` or `reviews.prod.svc` was meant for: istiod takes a name with a dot for a full one
 * (`ResolveShortnameToFQDN`, `pilot/pkg/model/config.go`). Nothing where it can be a host of its own.
 */
export function fullNameMeant(text: string, manifests: Manifests, facts?: ClusterFacts): string | undefined {
  const [name, namespace, ...rest] = text.split('.');
  const isShort = namespace !== undefined && ['', 'svc', 'svc.cluster'].includes(rest.join('.'));
  if (!isShort || name === '*' || registryOf(manifests).hosts.has(text)) {
    return undefined;
  }
  const host = serviceHost(name, namespace);
  const isService = registryOf(manifests).hosts.has(host);
  const isNamespace = namespacesIn(manifests).has(namespace) || existingNamespacesOf(facts).includes(namespace);
  return isService || isNamespace || rest[0] === 'svc' ? host : undefined;
}

/** The namespaces that have a Service of a short name, which the one where it is written has not. */
export function namespacesMeant(text: string, host: string, manifests: Manifests): readonly string[] {
  const { hosts, homesOf } = registryOf(manifests);
  return hosts.has(host) ? [] : (homesOf.get(text) ?? []);
}

/** Of shorter names too many are alike. */
const SHORTEST = 5;

/** Names of Services by themselves with a letter left out, and so by all that is a slip away: found without looking at each. */
const slips = once(
  (manifests) =>
    new Map(
      workloadsOf(manifests).services.flatMap(({ name, namespace }) =>
        keysOfSlips(name).map((short): [string, string] => [`${namespace}/${short}`, name]),
      ),
    ),
);

function keysOfSlips(name: string): string[] {
  return name.length < SHORTEST ? [] : [name, ...shortened(name)];
}

/** The Service that the name of one which is not here was meant for, by the likeness of their names. */
export function serviceMeant(host: string, manifests: Manifests): string | undefined {
  const [name, namespace, ...rest] = host.split('.');
  return registryOf(manifests).hosts.has(host) || rest.join('.') !== 'svc.cluster.local'
    ? undefined
    : keysOfSlips(name).flatMap((short) => slips(manifests).get(`${namespace}/${short}`) ?? [])[0];
}

/** Whether a host is taken for a slip or another one, which says all there is to say of it. */
export function isTakenForAnother({ text, host }: Pick<NamedHost, 'text' | 'host'>, manifests: Manifests, facts?: ClusterFacts): boolean {
  return (
    fullNameMeant(text, manifests, facts) !== undefined ||
    namespacesMeant(text, host, manifests).length > 0 ||
    serviceMeant(host, manifests) !== undefined
  );
}
