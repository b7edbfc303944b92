import { around, Raw, RefusedCase, silent } from './case';
import { EDGE, gateway, virtualService, world } from './documents';
import { told } from './http-rule-case';
import { ASKED, istio, PROXY, ruleCase } from './rule-case';

// Hosts outside of the mesh that routes of a gateway send to, and hosts of the Gateway itself, where the documents are written by hand.

const API = 'api.example.com';
const entry = (more: string): string =>
  istio('ServiceEntry', 'shop/api', `hosts: [${API}], ports: [{ number: 80, name: http, protocol: HTTP }], ${more}`);
const sent = virtualService(`{ route: [{ destination: { host: ${API}, port: { number: 80 } } }] }`);
const ofEntry = (wrong: string, right: string): Raw => around((more) => world(EDGE, PROXY, entry(more), sent))(wrong, right);
const secure = istio(
  'ServiceEntry',
  'shop/api',
  `hosts: [${API}], ports: [{ number: 443, name: https, protocol: HTTPS }], resolution: STATIC, endpoints: [{ address: 10.1.1.1 }]`,
);

export const entryReferences: RefusedCase[] = [
  ruleCase(
    'istio.entry-without-endpoints',
    'route of a gateway: a host that only sidecars find',
    ofEntry('resolution: NONE', 'resolution: STATIC, endpoints: [{ address: 10.1.1.1 }]'),
    silent(),
  ),
  ruleCase(
    'istio.host-not-visible',
    'route of a gateway: a ServiceEntry that is kept from its pods',
    ofEntry(
      'resolution: STATIC, endpoints: [{ address: 10.1.1.1 }], exportTo: [.]',
      'resolution: STATIC, endpoints: [{ address: 10.1.1.1 }]',
    ),
    told('503', `200 ${API}:80`),
    ASKED,
  ),
  ruleCase(
    'istio.cleartext-to-tls',
    'route: plain text to a port of TLS outside of the mesh',
    around((mode) =>
      world(
        EDGE,
        secure,
        istio('DestinationRule', 'shop/api', `host: ${API}, trafficPolicy: { tls: { mode: ${mode} } }`),
        virtualService(`{ route: [{ destination: { host: ${API}, port: { number: 443 } } }] }`),
      ),
    )('DISABLE', 'SIMPLE'),
    silent(),
  ),
  ruleCase(
    'istio.any-host',
    'gateway: all hosts for all namespaces, and one for its own',
    around((hosts) => world(gateway(`{ port: { number: 80, name: http, protocol: HTTP }, hosts: [${hosts}] }`)))(
      './shop.example.com, "*/*"',
      '"*/*"',
    ),
    silent(),
  ),
];
