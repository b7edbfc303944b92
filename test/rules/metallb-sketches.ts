import { ClusterFacts } from '../../lib/core/cluster-facts';
import { formatProblem, Severity } from '../../lib/core/problem';
import { KubeObject } from '../../lib/manifests/document';
import { Manifests } from '../../lib/manifests/manifests';
import { Rule } from '../../lib/rules/rule';

/** An object of which only what matters is written. */
export interface Sketch {
  readonly kind: string;
  readonly name: string;
  readonly apiVersion?: string;
  readonly namespace?: string;
  readonly labels?: unknown;
  readonly annotations?: unknown;
  readonly [field: string]: unknown;
}

export function manifestsOf(sketches: readonly Sketch[]): Manifests {
  const documents = sketches.map(({ kind, name, apiVersion, namespace = 'metallb-system', labels, annotations, ...rest }) => ({
    origin: `${kind}/${name}`,
    chart: 'chart',
    file: 'a.yaml',
    object: {
      apiVersion: apiVersion ?? (['ConfigMap', 'Secret'].includes(kind) ? 'v1' : 'metallb.io/v1beta1'),
      kind,
      metadata: { name, namespace, labels, annotations },
      ...rest,
    } as KubeObject,
  }));
  return new Manifests(documents, 'default');
}

/** What a user sees of the findings of one rule, warnings with the word before. */
export function checkOf(rule: Rule): (sketches: readonly Sketch[], facts?: ClusterFacts) => string[] {
  const { id, severity: usual = Severity.ERROR } = rule;
  return (sketches, facts) =>
    rule.check(manifestsOf(sketches), facts).map(({ origin, severity = usual, ...finding }) => {
      const line = formatProblem({ id, severity, path: origin, ...finding });
      return severity === Severity.WARNING ? `warning ${line}` : line;
    });
}

const of =
  (kind: string) =>
  (name: string, spec: unknown = {}, more: Partial<Sketch> = {}): Sketch => ({ kind, name, spec, ...more });

export const l2 = of('L2Advertisement');
export const bgp = of('BGPAdvertisement');
export const bfd = of('BFDProfile');
export const peer = (name: string, spec: object = {}, more: Partial<Sketch> = {}): Sketch => ({
  ...of('BGPPeer')(name, { myASN: 64512, peerASN: 64513, peerAddress: '10.0.0.1', ...spec }, more),
  apiVersion: more.apiVersion ?? 'metallb.io/v1beta2',
});
export const pool = (name: string, addresses: unknown = ['192.168.1.0/28'], labels?: unknown): Sketch =>
  of('IPAddressPool')(name, { addresses }, { labels });
export const community = (name: string, ...aliases: unknown[]): Sketch => of('Community')(name, { communities: aliases });

/** A selector of one label. */
export const labelled = (key: string, value: string): unknown => ({ matchLabels: { [key]: value } });
