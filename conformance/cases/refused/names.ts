import { ApiObject, Chart } from 'cdk8s';
import { CanaryRoute } from '../../../lib/canary/canary-route';
import { CanaryTraffic } from '../../../lib/canary/canary-traffic';
import { Cluster } from '../../../lib/cluster/cluster';
import { Backend } from '../../../lib/core/backend';
import { ClusterFacts } from '../../../lib/core/cluster-facts';
import { IstioDestinationRule } from '../../../lib/istio/istio-destination-rule';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../../lib/istio/istio-gateway-route';
import { IstioIngressGateway } from '../../../lib/istio/istio-ingress-gateway';
import { IstioServer } from '../../../lib/istio/istio-server';
import { MeshNamespace } from '../../../lib/istio/mesh-namespace';
import { MetalLbPool, MetalLbPoolProps } from '../../../lib/metallb/metallb-pool';
import { PoolAdvertising } from '../../../lib/metallb/pool-advertising';
import { NginxIngressStack, NginxIngressStackProps } from '../../../lib/nginx/nginx-ingress-stack';
import { NginxRoute, NginxRouteProps } from '../../../lib/nginx/nginx-route';
import { HttpAction } from '../../../lib/routing/http-action';
import { policy, Raw, RefusedCase, refused } from './case';

// Names and namespaces that kube-apiserver refuses, for every construct that takes one (facts: kube-apiserver, names). The
// document beside each name is the smallest of its kind.

const BACKEND = Backend.fromName('web', { port: 80 });
const VERSIONS = {
  stable: { subset: 'v1', labels: { version: 'v1' } },
  canaries: [{ subset: 'v2', labels: { version: 'v2' }, traffic: CanaryTraffic.percent(10) }],
};
const RULES = [{ action: HttpAction.forward(BACKEND) }];
const HOST = 'shop.example.com';

const pool = (props: Partial<MetalLbPoolProps>) => (chart: Chart) =>
  new MetalLbPool(chart, 'edge', { addresses: ['192.168.1.0/28'], ...props });
const gateway = (props: object) => (chart: Chart) =>
  new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: [HOST] })], ...props });
const gatewayRoute = (props: object) => (chart: Chart) => {
  const edge = new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: [HOST] })] });
  return new IstioGatewayRoute(chart, 'web', { gateway: edge, hosts: [HOST], rules: RULES, ...props });
};
const destinationRule = (props: object) => (chart: Chart) =>
  new IstioDestinationRule(chart, 'web', { host: BACKEND, outlierDetection: {}, ...props });
const canary = (props: object) => (chart: Chart) => new CanaryRoute(chart, 'web', { backend: BACKEND, ...VERSIONS, ...props });
const nginxRoute = (props: Partial<NginxRouteProps>) => (chart: Chart) =>
  new NginxRoute(chart, 'web', { host: HOST, rules: RULES, ...props });
const stack = (props: NginxIngressStackProps) => (chart: Chart) => new NginxIngressStack(chart, 'ingress', props);
const cluster = (facts: ClusterFacts) => (chart: Chart) => new Cluster(chart.node.root, 'annex', facts);

const SUBDOMAIN = 'a lowercase RFC 1123 subdomain must consist of';
const LABEL = 'a lowercase RFC 1123 label must consist of';
const NO_NAMESPACE = 'namespaces "Shop_2" not found';

/** One document, of which only the name is wrong. */
function named(apiVersion: string, kind: string, wrong: string, rest: string, namespace = 'namespace: shop, '): Raw {
  const document = (name: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { ${namespace}name: ${name} }
${rest}
`;
  return { wrong: document(wrong), right: document('web') };
}

/** One document, in a namespace whose name no namespace can have. */
function within(apiVersion: string, kind: string, rest: string): Raw {
  const document = (namespace: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: web, namespace: ${namespace} }
${rest}
`;
  return { wrong: document('Shop_2'), right: document(kind === 'IPAddressPool' ? 'metallb-system' : 'shop') };
}

function nameCase(ours: RefusedCase['ours'], place: string, raw: Raw, fragment: string): RefusedCase {
  return { name: `name: ${place}`, ours, problem: ['name.syntax', place], ask: 'kube', raw, expect: refused(fragment) };
}

const ISTIO = 'networking.istio.io/v1';
const METALLB = 'metallb.io/v1beta1';
const POOL = 'spec: { addresses: [192.168.1.0/28] }';
const SERVERS = `spec: { servers: [{ hosts: [${HOST}], port: { number: 80, name: http, protocol: HTTP } }] }`;
const HTTP = 'spec: { hosts: [web], http: [{ route: [{ destination: { host: web } }] }] }';
const RULE = 'spec: { host: web, trafficPolicy: { outlierDetection: {} } }';
const SUBSETS = 'spec: { host: web, subsets: [{ name: v1, labels: { version: v1 } }] }';
const DEPLOYMENT = `spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: istio-proxy, image: auto }] } }`;
const SERVICE = 'spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80 }] }';
const INGRESS = 'spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }';
const CLASS = 'spec: { controller: k8s.io/ingress-nginx }';
const namespaceNamed = named('v1', 'Namespace', 'Shop_2', '', '');

export const names: RefusedCase[] = [
  nameCase(
    pool({ name: 'edge_2' }),
    'MetalLbPool.name',
    named(METALLB, 'IPAddressPool', 'edge_2', POOL, 'namespace: metallb-system, '),
    SUBDOMAIN,
  ),
  nameCase(pool({ namespace: 'Shop_2' }), 'MetalLbPool.namespace', within(METALLB, 'IPAddressPool', POOL), NO_NAMESPACE),
  nameCase(
    pool({ advertise: PoolAdvertising.layer2({ name: 'edge_2' }) }),
    'MetalLbPool.advertise.name',
    named(METALLB, 'L2Advertisement', 'edge_2', 'spec: {}', 'namespace: metallb-system, '),
    SUBDOMAIN,
  ),
  nameCase(gateway({ name: 'edge_2' }), 'IstioGateway.name', named(ISTIO, 'Gateway', 'edge_2', SERVERS), SUBDOMAIN),
  nameCase(gateway({ namespace: 'Shop_2' }), 'IstioGateway.namespace', within(ISTIO, 'Gateway', SERVERS), NO_NAMESPACE),
  nameCase(gatewayRoute({ name: 'web_2' }), 'IstioGatewayRoute.name', named(ISTIO, 'VirtualService', 'web_2', HTTP), SUBDOMAIN),
  nameCase(gatewayRoute({ namespace: 'Shop_2' }), 'IstioGatewayRoute.namespace', within(ISTIO, 'VirtualService', HTTP), NO_NAMESPACE),
  nameCase(destinationRule({ name: 'web_2' }), 'IstioDestinationRule.name', named(ISTIO, 'DestinationRule', 'web_2', RULE), SUBDOMAIN),
  nameCase(
    destinationRule({ namespace: 'Shop_2' }),
    'IstioDestinationRule.namespace',
    within(ISTIO, 'DestinationRule', RULE),
    NO_NAMESPACE,
  ),
  nameCase(
    canary({ name: 'web_2', destinationRuleName: 'web' }),
    'CanaryRoute.name',
    named(ISTIO, 'VirtualService', 'web_2', HTTP),
    SUBDOMAIN,
  ),
  nameCase(
    canary({ destinationRuleName: 'web_2' }),
    'CanaryRoute.destinationRuleName',
    named(ISTIO, 'DestinationRule', 'web_2', SUBSETS),
    SUBDOMAIN,
  ),
  nameCase(canary({ namespace: 'Shop_2' }), 'CanaryRoute.namespace', within(ISTIO, 'DestinationRule', SUBSETS), NO_NAMESPACE),
  nameCase((chart) => new IstioIngressGateway(chart, 'web_2'), 'IstioIngressGateway.name', named('v1', 'Service', 'web_2', SERVICE), LABEL),
  nameCase(
    (chart) => new IstioIngressGateway(chart, 'web', { namespace: 'Shop_2' }),
    'IstioIngressGateway.namespace',
    within('apps/v1', 'Deployment', DEPLOYMENT),
    NO_NAMESPACE,
  ),
  nameCase((chart) => new MeshNamespace(chart, 'Shop_2'), 'MeshNamespace.name', namespaceNamed, LABEL),
  nameCase(
    (chart) => new MeshNamespace(chart, 'other', { revision: '-1-30' }),
    'MeshNamespace.revision',
    {
      wrong: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: other, labels: { istio.io/rev: "-1-30" } }',
      right: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: other, labels: { istio.io/rev: "1-30" } }',
    },
    'a valid label must be',
  ),
  nameCase(stack({ namespace: 'Shop_2' }), 'NginxIngressStack.namespace', namespaceNamed, LABEL),
  nameCase(
    stack({ ingressClass: 'nginx_2' }),
    'NginxIngressStack.ingressClass',
    named('networking.k8s.io/v1', 'IngressClass', 'nginx_2', CLASS, ''),
    SUBDOMAIN,
  ),
  nameCase(nginxRoute({ name: 'web_2' }), 'NginxRoute.name', named('networking.k8s.io/v1', 'Ingress', 'web_2', INGRESS), SUBDOMAIN),
  nameCase(nginxRoute({ namespace: 'Shop_2' }), 'NginxRoute.namespace', within('networking.k8s.io/v1', 'Ingress', INGRESS), NO_NAMESPACE),
  nameCase(
    nginxRoute({ ingressClass: 'nginx_2' }),
    'NginxRoute.ingressClass',
    {
      wrong: named('networking.k8s.io/v1', 'Ingress', '', INGRESS.replace('nginx', 'nginx_2')).right,
      right: named('networking.k8s.io/v1', 'Ingress', '', INGRESS).right,
    },
    SUBDOMAIN,
  ),
  nameCase(cluster({ existingNamespaces: ['Shop_2'] }), 'Cluster.existingNamespaces[0]', namespaceNamed, LABEL),
  nameCase(cluster({ defaultNamespace: 'Shop_2' }), 'Cluster.defaultNamespace', within('v1', 'ConfigMap', 'data: {}'), NO_NAMESPACE),
  {
    name: 'name: a Gateway with a dot in its name',
    ours: gateway({ name: 'shop.edge' }),
    problem: ['name.syntax', 'IstioGateway.name'],
    ask: 'istio',
    raw: named(ISTIO, 'Gateway', 'shop.edge', SERVERS),
    expect: refused('invalid gateway name'),
  },
  nameCase(
    gateway({ workload: IstioIngressGateway.fromLabels({ istio: 'ingressgateway' }, { namespace: 'Shop_2' }) }),
    'IstioGateway.workload.namespace',
    namespaceNamed,
    LABEL,
  ),
  {
    // The facts have it refused: Services were RFC 1035 labels until kube-apiserver 1.36 relaxed them to RFC 1123.
    name: 'name: a Service that begins with a digit',
    ours: (chart) => new IstioIngressGateway(chart, '2-web'),
    problem: ['name.syntax', 'IstioIngressGateway.name'],
    ask: 'kube',
    raw: named('v1', 'Service', '2-web', SERVICE),
    expect: policy(),
  },
  {
    name: 'namespace: neither made nor declared',
    ours: (chart) => new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'nowhere' } }),
    problem: ['namespace.undeclared', 'rule'],
    ask: 'kube',
    raw: {
      wrong: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: nowhere }',
      right: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }',
    },
    expect: refused('namespaces "nowhere" not found'),
  },
];
