import { ClusterFacts } from '../../lib/core/cluster-facts';
import { formatProblem, Severity } from '../../lib/core/problem';
import { KubeObject } from '../../lib/manifests/document';
import { Manifests } from '../../lib/manifests/manifests';
import { Rule } from '../../lib/rules/rule';

/** An object by its kind and `namespace/name`, in the namespace `shop` where it names none. */
function object(apiVersion: string, kind: string, path: string, fields: object, labels?: Record<string, string>): KubeObject {
  const [first, second] = path.split('/');
  return { apiVersion, kind, metadata: { name: second ?? first, namespace: second === undefined ? 'shop' : first, labels }, ...fields };
}

const istio =
  (kind: string) =>
  (path: string, spec: unknown): KubeObject =>
    object('networking.istio.io/v1', kind, path, { spec });

export const route = istio('VirtualService');
export const destinationRule = istio('DestinationRule');
export const entry = istio('ServiceEntry');

/** A Gateway for the pods labelled `istio: edge`. */
export const gateway = (path: string, ...servers: unknown[]): KubeObject =>
  istio('Gateway')(path, { selector: { istio: 'edge' }, servers });
export const httpServer = (hosts: string[], number = 80) => ({ port: { number, name: `http-${number}`, protocol: 'HTTP' }, hosts });
export const tlsServer = (protocol: string, mode: string, hosts: string[]) => ({
  port: { number: 443, name: 'secure', protocol },
  tls: { mode, ...(mode.includes('PASS') ? {} : { credentialName: 'web-tls' }) },
  hosts,
});

export const service = (path: string, ports: number[] = [80], selector: object = { app: path.replace(/^.*\//, '') }): KubeObject =>
  object('v1', 'Service', path, { spec: { selector, ports: ports.map((port) => ({ name: `http-${port}`, port })) } });
export const deployment = (path: string, labels: Record<string, string>): KubeObject => {
  const containers = [{ name: 'main', image: 'main' }];
  return object('apps/v1', 'Deployment', path, {
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  });
};

/** HTTP routes, each to a host, or to a destination. */
export const http = (...destinations: (string | object)[]) =>
  destinations.map((one) => ({ route: [{ destination: typeof one === 'string' ? { host: one } : one }] }));
export const subsets = (...names: string[]) => names.map((name) => ({ name, labels: { version: name } }));

export function manifestsOf(objects: readonly KubeObject[]): Manifests {
  const documents = objects.map((one) => ({ origin: `${one.kind}/${one.metadata.name}`, chart: 'chart', file: 'a.yaml', object: one }));
  return new Manifests(documents, 'shop');
}

/** What a user sees of the findings of one rule, warnings with the word before. */
export function checkOf({ id, severity: usual = Severity.ERROR, check }: Rule): (objects: KubeObject[], facts?: ClusterFacts) => string[] {
  return (objects, facts) =>
    check(manifestsOf(objects), facts).map(({ origin, severity = usual, ...finding }) => {
      const line = formatProblem({ id, severity, path: origin, ...finding });
      return severity === Severity.WARNING ? `warning ${line}` : line;
    });
}
