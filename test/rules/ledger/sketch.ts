import { ClusterFacts } from '../../../lib/core/cluster-facts';
import { Severity } from '../../../lib/core/problem';
import { KubeObject } from '../../../lib/manifests/document';
import { Manifests } from '../../../lib/manifests/manifests';
import { ledgerOf } from '../../../lib/rules/ledger/ledger';
import { LEDGER_RULES } from '../../../lib/rules/ledger-rules';

/** A Service in few words; keys with a slash are annotations. */
export interface ServiceSketch {
  namespace?: string;
  labels?: Record<string, string>;
  ports?: (string | number)[];
  selector?: Record<string, string>;
  spec?: Record<string, unknown>;
  [annotation: `${string}/${string}`]: string;
}

export const IP = 'metallb.io/loadBalancerIPs';
export const POOL = 'metallb.io/address-pool';
export const KEY = 'metallb.io/allow-shared-ip';
export const DUAL: ClusterFacts = { serviceCidr: '10.96.0.0/16,fd00:96::/112' };

export const pool = (name: string, spec: string[] | Record<string, unknown>): KubeObject => ({
  apiVersion: 'metallb.io/v1beta1',
  kind: 'IPAddressPool',
  metadata: { name, namespace: 'metallb-system' },
  spec: Array.isArray(spec) ? { addresses: spec } : spec,
});

export const service = (name: string, sketch: ServiceSketch = {}): KubeObject => {
  const { namespace, labels, ports = [80], selector = { app: name }, spec, ...annotations } = sketch;
  const list = ports.map((text) => {
    const [port, protocol = 'TCP'] = String(text).split('/');
    return { port: Number(port), protocol };
  });
  const metadata = { name, namespace, labels, annotations: annotations as Record<string, string> };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'LoadBalancer', selector, ports: list, ...spec } };
};

/** A Service with annotations of any key. */
export const annotated = (name: string, annotations: Record<string, string>): KubeObject => {
  const plain = service(name);
  return { ...plain, metadata: { ...plain.metadata, annotations } };
};

export const metallb = (kind: string, name: string, spec: unknown): KubeObject => ({
  apiVersion: 'metallb.io/v1beta1',
  kind,
  metadata: { name, namespace: 'metallb-system' },
  spec,
});

export const namespace = (name: string, labels: Record<string, string> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

export const manifestsOf = (objects: readonly KubeObject[]): Manifests =>
  new Manifests(
    objects.map((object) => ({ origin: `${object.kind}/${object.metadata.name}`, chart: 'c', file: 'c.yaml', object })),
    'default',
  );

/** The lines of the ledger's rules. */
export const problems = (objects: readonly KubeObject[], facts?: ClusterFacts): string[] => {
  const manifests = manifestsOf(objects);
  return LEDGER_RULES.flatMap(({ id, severity: usual = Severity.ERROR, check }) =>
    check(manifests, facts).map(({ origin, severity = usual, field, what, allowed, fix }) => {
      const place = field === undefined ? origin : `${origin} ${field}`;
      return `[${place}] ${severity === Severity.ERROR ? '' : 'warning '}${id}: ${what}.${allowed === undefined ? '' : ` Allowed: ${allowed}.`} Fix: ${fix}.`;
    }),
  );
};

/** The ids alone, with the object. */
export const ids = (objects: readonly KubeObject[], facts?: ClusterFacts): string[] =>
  problems(objects, facts).map((line) => {
    const [, object, id] = /^\[([^\s\]]+).*?\] (?:warning )?(metallb\.[a-z0-9-]+)/.exec(line) ?? [];
    return id === undefined ? line : `${object} ${id}`;
  });

export const ledger = (objects: readonly KubeObject[], facts?: ClusterFacts) => ledgerOf(manifestsOf(objects), facts);
