import { Chart } from 'cdk8s';
import { KubeProxyConfig } from '../../../lib/cluster/kube-proxy-config';
import { KubeProxySource } from '../../../lib/cluster/kube-proxy-source';
import { Backend } from '../../../lib/core/backend';
import { KubeProxyMode } from '../../../lib/core/cluster-facts';
import { ExternalTrafficPolicy } from '../../../lib/core/external-traffic-policy';
import { IstioDestinationRule } from '../../../lib/istio/istio-destination-rule';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { H2UpgradePolicy } from '../../../lib/istio/traffic-policy/connection-pool';
import { MetalLbPool } from '../../../lib/metallb/metallb-pool';
import { NginxIngressStack } from '../../../lib/nginx/nginx-ingress-stack';
import { HttpAction } from '../../../lib/routing/http-action';
import { HttpMethod } from '../../../lib/routing/http-match';
import { HttpRule } from '../../../lib/routing/http-rule';
import { RedirectOptions } from '../../../lib/routing/redirect';
import { around, RefusedCase, refused, silent } from './case';
import { destinationRule, EDGE, gateway, pool, service, TO_WEB, virtualService, WEB, world } from './documents';

// What a type checker refuses, and nobody where there is none (facts: kube-apiserver and CRDs, structure).

const BACKEND = Backend.fromName('web', { port: 80 });
const FORWARD = HttpAction.forward(BACKEND);
const rule = (aRule: HttpRule) => (chart: Chart) => {
  const edge = new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: ['*'] })] });
  return new IstioGatewayRoute(chart, 'web', { gateway: edge, hosts: ['shop.example.com'], rules: [aRule] });
};
const http = around((text) => world(WEB, EDGE, virtualService(`{ ${text} }`)));

export const inputs: RefusedCase[] = [
  {
    name: 'input: a text for a list of addresses',
    ours: (chart) => new MetalLbPool(chart, 'edge', { addresses: '192.168.1.0/28' as unknown as string[] }),
    problem: ['input.type', 'MetalLbPool.addresses'],
    ask: 'kube',
    raw: around((addresses) => pool('edge', `addresses: ${addresses}`))('192.168.1.0/28', '[192.168.1.0/28]'),
    expect: refused('expected list'),
  },
  {
    name: 'input: a text for a list of hosts',
    ours: (chart) => new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: 'shop.example.com' as unknown as string[] })] }),
    problem: ['input.type', 'IstioGateway.servers[0].hosts'],
    ask: 'istio',
    raw: around((hosts) => gateway(`{ port: { number: 80, name: http, protocol: HTTP }, hosts: ${hosts} }`))(
      'shop.example.com',
      '[shop.example.com]',
    ),
    expect: refused('hosts'),
  },
  {
    name: 'input: a traffic policy that Services do not have',
    ours: (chart) => new NginxIngressStack(chart, 'ingress', { externalTrafficPolicy: 'Nearby' as ExternalTrafficPolicy }),
    problem: ['input.choice', 'NginxIngressStack.externalTrafficPolicy'],
    ask: 'kube',
    raw: around((policy) => service('web', '').replace('type: LoadBalancer', `type: LoadBalancer\n  externalTrafficPolicy: ${policy}`))(
      'Nearby',
      'Local',
    ),
    expect: refused('Unsupported value: "Nearby"'),
  },
  {
    name: 'input: an upgrade policy that Istio does not have',
    ours: (chart) =>
      new IstioDestinationRule(chart, 'web', { host: BACKEND, connectionPool: { http: { h2UpgradePolicy: 'MAYBE' as H2UpgradePolicy } } }),
    problem: ['input.choice', 'IstioDestinationRule.connectionPool.http.h2UpgradePolicy'],
    ask: 'istio',
    raw: around((policy) => destinationRule(`trafficPolicy: { connectionPool: { http: { h2UpgradePolicy: ${policy} } } }`))(
      'MAYBE',
      'UPGRADE',
    ),
    expect: refused('MAYBE'),
  },
  {
    name: 'input: a method that no request has',
    ours: rule({ matches: [{ method: 'Get' as HttpMethod }], action: FORWARD }),
    problem: ['input.choice', 'IstioGatewayRoute.rules[0].matches[0].method'],
    ask: 'istio',
    raw: around((method) => world(WEB, EDGE, virtualService(`{ match: [{ method: { exact: ${method} } }], ${TO_WEB} }`)))('Get', 'GET'),
    requests: [{ host: 'shop.example.com' }],
    expect: silent({ answers: ['404'] }, { answers: ['200 web.shop:80'] }),
  },
  {
    name: 'input: a mode that kube-proxy does not have',
    ours: (chart) => {
      const source = KubeProxySource.kubeadm({ clusterCidr: '10.244.0.0/16', apiServer: 'https://192.168.1.10:6443' });
      return new KubeProxyConfig(chart, 'kube-proxy', { source, mode: 'userland' as KubeProxyMode });
    },
    problem: ['input.choice', 'KubeProxyConfig.mode'],
    ask: 'kube',
    raw: around(
      (mode) =>
        `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: kube-proxy, namespace: kube-system }\ndata: { config.conf: "mode: ${mode}" }\n`,
    )('userland', 'ipvs'),
    expect: silent(),
  },
  {
    name: 'input: a word that rules do not have',
    ours: rule({ match: [{ path: '/api' }], action: FORWARD } as unknown as HttpRule),
    problem: ['route.unknown-word', 'IstioGatewayRoute.rules[0].match'],
    ask: 'istio',
    raw: http(`matches: [{ uri: { prefix: /api } }], ${TO_WEB}`, `match: [{ uri: { prefix: /api } }], ${TO_WEB}`),
    expect: refused('unknown field'),
  },
  {
    name: 'input: a word that redirects do not have',
    ours: rule({ action: HttpAction.redirect({ path: '/new', code: 302 } as RedirectOptions) }),
    problem: ['route.unknown-word', 'IstioGatewayRoute.rules[0].action'],
    ask: 'istio',
    raw: http('redirect: { uri: /new, code: 302 }', 'redirect: { uri: /new, redirectCode: 302 }'),
    expect: refused('unknown field'),
  },
];
