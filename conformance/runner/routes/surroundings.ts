import { parseAllDocuments, stringify } from 'yaml';
import { fullNameOf } from './route-world';

interface Document {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name: string; readonly namespace?: string };
  readonly spec?: {
    readonly template?: { readonly metadata: { readonly labels: Readonly<Record<string, string>> } };
    readonly servers?: readonly { readonly port: { readonly number: number } }[];
  };
}

const EDGE = { app: 'istio-ingressgateway', istio: 'ingressgateway' };
const PORTS = [80, 443];

/** Of istiod's installation, as far as the analyzers look: a pod that asks for a proxy gets one. */
const INJECTOR = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'istio-sidecar-injector' },
  webhooks: [
    {
      name: 'object.sidecar-injector.istio.io',
      clientConfig: { service: { name: 'istiod', namespace: 'istio-system', path: '/inject' } },
      namespaceSelector: { matchExpressions: [{ key: 'istio-injection', operator: 'DoesNotExist' }] },
      objectSelector: { matchLabels: { 'sidecar.istio.io/inject': 'true' } },
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
    },
  ],
};

/**
 * What a cluster has beside the documents it is given: pods of the Deployments, the Services that are said to exist, and the
 * ingress gateway and the injector of Istio's default installation, the gateway unless the documents have one.
 */
export function surroundingsOf(text: string, services: readonly string[]): string {
  const documents = parseAllDocuments(text).map((document) => document.toJS() as Document | null);
  const pods = documents.filter((document) => document?.kind === 'Deployment').map((document) => podOf(document!));
  const hasEdge = pods.some(({ metadata }) => metadata.namespace === 'istio-system' && metadata.labels.istio === EDGE.istio);
  const ports = documents.flatMap((document) => document?.spec?.servers ?? []).map(({ port }) => port.number);
  const edge = hasEdge ? [] : existingEdge([...new Set([...PORTS, ...ports])]);
  return [INJECTOR, ...edge, ...pods, ...['istiod.istio-system:443', ...services].flatMap(existing)]
    .map((document) => `---\n${stringify(document)}`)
    .join('');
}

function podOf({ metadata, spec }: Document): ReturnType<typeof pod> {
  return pod(metadata?.name ?? '', metadata?.namespace ?? 'default', spec?.template?.metadata.labels ?? {});
}

/** A pod that runs, with the proxy that Istio adds to it. */
function pod(name: string, namespace: string, labels: Readonly<Record<string, string>>) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name}-0`, namespace, labels },
    spec: { containers: [{ name: 'istio-proxy', image: 'proxy' }] },
    status: { phase: 'Running' },
  };
}

function existing(text: string): object[] {
  const [, name, namespace, port] = /^(.+)\.(.+):(\d+)$/.exec(fullNameOf(text))!;
  return [service(name, namespace, { app: name }, [Number(port)]), pod(name, namespace, { app: name })];
}

// Not by its real name: the analyzers have a Service of that name built in, which would take the place of this one.
function existingEdge(ports: readonly number[]): object[] {
  return [service('edge', 'istio-system', EDGE, ports), pod('edge', 'istio-system', EDGE)];
}

function service(name: string, namespace: string, selector: object, ports: readonly number[]): object {
  const named = ports.map((port) => ({ name: port === 443 ? 'https' : `http-${port}`, port }));
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector, ports: named } };
}
