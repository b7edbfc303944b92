import { ApiObject } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../../../lib/manifests/document';
import { Expectation, Raw, RefusedCase, Request } from './case';

/** What a rule finds in documents, wherever they come from: the program has those with the fault, as they are written. */
export function ruleCase(id: string, name: string, raw: Raw, expect: Expectation, requests?: readonly Request[]): RefusedCase {
  const written = parseAllDocuments(raw.wrong).map((document) => document.toJS() as KubeObject);
  return {
    name,
    ours: (chart) => written.map((object, index) => new ApiObject(chart, `${index}`, object)),
    problem: [id, 'rule'],
    ask: 'istio',
    raw,
    requests,
    expect,
  };
}

/** An object by its `namespace/name`. */
export const object = (apiVersion: string, kind: string, id: string, rest: string, metadata = ''): string => {
  const [namespace, name] = id.split('/');
  return `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace}, ${metadata} }
${rest}
`;
};

export const istio = (kind: string, id: string, spec: string): string => object('networking.istio.io/v1', kind, id, `spec: { ${spec} }`);

export const pod = (id: string, labels: string, spec = 'containers: [{ name: main, image: main }]', metadata = ''): string =>
  object('v1', 'Pod', id, `spec: { ${spec} }`, `labels: { ${labels} }, ${metadata}`);

/** A pod of the gateway, which configures it. */
export const PROXY = pod(
  'istio-system/proxy',
  'istio: ingressgateway',
  'containers: [{ name: istio-proxy, image: proxyv2, args: [proxy, router] }]',
);

/** Port 80 of the Services of the mesh, whose pods have their name. */
export const cluster = (id: string, ports = '{ name: http, port: 80 }'): string =>
  object('v1', 'Service', id, `spec: { selector: { app: ${id.split('/')[1]} }, ports: [${ports}] }`);

/** A VirtualService of Gateway `shop/edge` for shop.example.com. */
export const routes = (id: string, spec: string): string =>
  istio('VirtualService', id, `hosts: [shop.example.com], gateways: [shop/edge], ${spec}`);

/** Where a route sends requests. */
export const to = (host: string, more = ''): string => `route: [{ destination: { host: ${host}, ${more} } }]`;

export const ASKED: readonly Request[] = [{ host: 'shop.example.com' }];
