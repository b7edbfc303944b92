import { Chart } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { ServiceEntryBackendOptions } from '../../../lib/istio/istio-service-entry';
import { HttpAction } from '../../../lib/routing/http-action';
import { around, RefusedCase, refused, silent } from './case';
import { EDGE, virtualService, world } from './documents';
import { entryWith, serviceEntry, TLS } from './service-entry-case';

// Requests that go on to hosts outside the cluster (facts: Istio, VirtualService destinations and ServiceEntry).

const routeTo = (chart: Chart, backend: Backend) => {
  const gateway = new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: ['*'] })] });
  return new IstioGatewayRoute(chart, 'web', { gateway, hosts: ['shop.example.com'], rules: [{ action: HttpAction.forward(backend) }] });
};
const toHost = (host: string) => (chart: Chart) => routeTo(chart, Backend.fromHost(host, { port: 443 }));
const HOSTS = ['db.example.com', 'files.example.com'];
const toEntry = (options?: ServiceEntryBackendOptions) => (chart: Chart) =>
  routeTo(chart, entryWith({ hosts: HOSTS, ports: [TLS] })(chart).backend(options));

const ENTRY = serviceEntry(`hosts: [${HOSTS.join(', ')}], ports: [{ number: 443, name: tls, protocol: TLS }], resolution: DNS`);
const to = around((destination) =>
  world(EDGE, ENTRY, virtualService(`{ route: [{ destination: { ${destination} port: { number: 443 } } }] }`)),
);
const ACTION = 'IstioGatewayRoute.rules[0].action';
const KNOWN = 'host: db.example.com,';

export const backendHosts: RefusedCase[] = [
  {
    name: 'backend: every host',
    ours: toHost('*'),
    problem: ['backend.host', ACTION],
    ask: 'istio',
    raw: to('host: "*",', KNOWN),
    expect: refused('invalid destination host *'),
  },
  {
    name: 'backend: an address as host',
    ours: toHost('192.168.1.5'),
    problem: ['backend.host', ACTION],
    ask: 'istio',
    raw: to('host: 192.168.1.5,', KNOWN),
    expect: refused('cannot be all-numeric'),
  },
  {
    name: 'backend: a host without a dot is taken for a Service',
    ours: toHost('db'),
    problem: ['backend.host', ACTION],
    ask: 'istio',
    raw: to('host: db,', KNOWN),
    requests: [{ host: 'shop.example.com' }],
    expect: silent({ answers: ['503'], analyzer: 'IST0101' }, { answers: ['200 db.example.com:443'] }),
  },
  {
    name: 'backend: a host that the ServiceEntry does not have',
    ours: toEntry({ host: 'mail.example.com' }),
    problem: ['backend.unknown-host', ACTION],
    ask: 'istio',
    raw: to('host: mail.example.com,', KNOWN),
    requests: [{ host: 'shop.example.com' }],
    expect: silent({ answers: ['503'], analyzer: 'IST0101' }, { answers: ['200 db.example.com:443'] }),
  },
  {
    name: 'backend: a ServiceEntry with two hosts, and none is named',
    ours: toEntry(),
    problem: ['backend.ambiguous-host', ACTION],
    ask: 'istio',
    raw: to('', KNOWN),
    expect: refused('host: Required value'),
  },
  {
    name: 'backend: a port that the ServiceEntry does not have',
    ours: toEntry({ host: 'db.example.com', port: 80 }),
    problem: ['backend.unknown-port', ACTION],
    ask: 'istio',
    raw: around((port) => world(EDGE, ENTRY, virtualService(`{ route: [{ destination: { ${KNOWN} port: { number: ${port} } } }] }`)))(
      '80',
      '443',
    ),
    requests: [{ host: 'shop.example.com' }],
    expect: silent({ answers: ['503'], analyzer: 'IST0101' }, { answers: ['200 db.example.com:443'] }),
  },
];
