import { ClusterFacts } from '../../core/cluster-facts';
import { Document } from '../../manifests/document';
import { Labels } from '../../manifests/label-selector';
import { Manifests } from '../../manifests/manifests';
import { filled, items, struct, texts } from '../../manifests/raw';
import { readable } from '../../manifests/readable';
import { IpAddress, IpFamily } from '../../values/ip-address';
import { clusterFamilies, familiesOf, Stacks } from './families';
import { KnownNamespaces } from './namespaces';
import { Refusal } from './verdict';

/** The addresses a Service asks for, none where it leaves them to MetalLB, or what MetalLB cannot make addresses of. */
export interface WantedAddresses {
  readonly addresses: readonly IpAddress[];
  /** Why it gets none at all. */
  readonly wrong?: Extract<Refusal, 'asked-twice' | 'not-an-address' | 'same-family' | 'too-many-addresses'>;
  /** As it is written. */
  readonly text?: string;
}

/** What a Service says that matters to MetalLB. */
export interface ServiceRequest extends Stacks {
  /** Construct path of the object. */
  readonly origin: string;
  /** `namespace/name`. */
  readonly key: string;
  readonly namespace: string;
  /** Whether all labels of the namespace are known. */
  readonly isNamespaceKnown: boolean;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly type: string;
  readonly loadBalancerClass?: string;
  /** `spec.loadBalancerIP` */
  readonly loadBalancerIp?: string;
  readonly wanted: WantedAddresses;
  /** The pool it names. */
  readonly poolName?: string;
  /** Empty where it shares with nobody. */
  readonly sharingKey: string;
  /** What has to be equal among those that share: the selector under policy Local, nothing under Cluster. */
  readonly backendKey: string;
  readonly isLocal: boolean;
  readonly selector: Labels;
  /** `80/TCP` */
  readonly ports: readonly string[];
}

/** The annotations MetalLB reads, without their prefix. */
export const ANNOTATIONS = { pool: 'address-pool', addresses: 'loadBalancerIPs', sharing: 'allow-shared-ip' } as const;
export const PREFIX = 'metallb.io/';
export const LEGACY_PREFIX = 'metallb.universe.tf/';

/** The key under which a Service says one of these, where it does; the current one wins. */
export function annotationKey(annotations: Labels, name: string): string | undefined {
  return [PREFIX + name, LEGACY_PREFIX + name].find((key) => Object.hasOwn(annotations, key));
}

/** Whether a Service says anything to MetalLB. */
export function asksMetalLb({ annotations }: ServiceRequest): boolean {
  return Object.values(ANNOTATIONS).some((name) => annotationKey(annotations, name) !== undefined);
}

/** Every Service of the cluster, whether MetalLB serves it or not. */
export function readServices(manifests: Manifests, facts?: ClusterFacts): ServiceRequest[] {
  const cluster = clusterFamilies(facts);
  const namespaces = KnownNamespaces.of(manifests);
  return manifests.ofKind('/Service').map((document) => readService(document, manifests.namespaceOf(document) ?? '', namespaces, cluster));
}

function readService(
  { origin, object }: Document,
  namespace: string,
  namespaces: KnownNamespaces,
  cluster: readonly IpFamily[] | undefined,
): ServiceRequest {
  const [spec, annotations] = [struct(object.spec), texts(object.metadata.annotations)];
  const { loadBalancerIp, wanted } = askedAddresses(annotations, spec);
  // One literal: an object put together by spreading is several times slower to make and to read, which 100,000 of them show.
  return {
    origin,
    key: `${namespace}/${object.metadata.name}`,
    namespace,
    isNamespaceKnown: namespaces.isKnown(namespace),
    labels: texts(object.metadata.labels),
    annotations,
    type: filled(spec.type) ?? 'ClusterIP',
    loadBalancerClass: filled(spec.loadBalancerClass),
    loadBalancerIp,
    wanted,
    poolName: filled(annotationOf(annotations, ANNOTATIONS.pool)),
    sharingKey: annotationOf(annotations, ANNOTATIONS.sharing),
    backendKey: backendKeyOf(spec),
    isLocal: isLocal(spec),
    selector: texts(spec.selector),
    ports: items(spec.ports).flatMap(portOf),
    families: familiesOf(spec, cluster),
    familyPolicy: filled(spec.ipFamilyPolicy) ?? 'SingleStack',
  };
}

type Spec = Readonly<Record<string, unknown>>;

function isLocal({ externalTrafficPolicy }: Spec): boolean {
  return externalTrafficPolicy === 'Local';
}

/** `BackendKey`, with the selector as apimachinery writes a set of labels. */
function backendKeyOf(spec: Spec): string {
  const pairs = Object.entries(isLocal(spec) ? texts(spec.selector) : {});
  return pairs
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

function askedAddresses(annotations: Labels, spec: Spec): Pick<ServiceRequest, 'loadBalancerIp' | 'wanted'> {
  const loadBalancerIp = filled(spec.loadBalancerIP);
  return { loadBalancerIp, wanted: wantedAddresses(annotationOf(annotations, ANNOTATIONS.addresses), loadBalancerIp) };
}

/** The current annotation wins wherever it stands, be it empty. */
function annotationOf(annotations: Labels, name: string): string {
  return annotations[PREFIX + name] ?? annotations[LEGACY_PREFIX + name] ?? '';
}

function wantedAddresses(annotation: string, loadBalancerIp: string | undefined): WantedAddresses {
  if (annotation !== '' && loadBalancerIp !== undefined) {
    return { addresses: [], wrong: 'asked-twice', text: annotation };
  }
  const text = annotation === '' ? loadBalancerIp : annotation;
  if (text === undefined) {
    return { addresses: [] };
  }
  const parts = annotation === '' ? [text] : text.split(',').map((part) => part.trim());
  const addresses = readable(parts, (part) => IpAddress.parse(part));
  return { addresses, text, wrong: whatIsWrong(addresses, parts.length) };
}

function whatIsWrong(addresses: readonly IpAddress[], count: number): WantedAddresses['wrong'] {
  if (addresses.length < count) {
    return 'not-an-address';
  }
  if (count > 2) {
    return 'too-many-addresses';
  }
  return count === 2 && addresses[0].family === addresses[1].family ? 'same-family' : undefined;
}

function portOf(port: unknown): string[] {
  const { port: number, protocol } = struct(port);
  return typeof number === 'number' ? [`${number}/${filled(protocol) ?? 'TCP'}`] : [];
}
