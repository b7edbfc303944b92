import { Construct } from 'constructs';
import { IngressGatewayNetworkPolicy } from '../../../lib/istio/ingress-gateway/options';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioIngressGateway, IstioIngressGatewayProps } from '../../../lib/istio/istio-ingress-gateway';
import { IstioServer } from '../../../lib/istio/istio-server';
import { ServerTls } from '../../../lib/istio/server-tls';
import { documentOf, yamlOf } from '../../support/charts';

describe('the ports of a gateway', () => {
  const hosts = ['a.example.com'];
  const tls = ServerTls.passthrough();
  const attached =
    (props: IstioIngressGatewayProps, ...gateways: IstioServer[][]) =>
    (chart: Construct) => {
      const workload = new IstioIngressGateway(chart, 'edge', props);
      gateways.forEach((servers, index) => new IstioGateway(chart, `gateway-${index}`, { workload, servers }));
    };
  const portsOf = (...gateways: IstioServer[][]) =>
    documentOf('Service', attached({}, ...gateways)).spec.ports.map(({ name, port, protocol, targetPort }: Record<string, unknown>) =>
      [name, protocol, port, targetPort].join(' '),
    );
  const USUAL = ['status-port TCP 15021 15021', 'http2 TCP 80 80', 'https TCP 443 443'];

  test('are the usual ones', () => {
    expect(portsOf()).toEqual(USUAL);
    expect(portsOf([IstioServer.grpc({ hosts }), IstioServer.tls({ hosts, tls })])).toEqual(USUAL);
  });

  test('and those of the servers of every gateway that configures it, by number, each once', () => {
    const ports = portsOf(
      [IstioServer.https({ hosts, port: 8443, tls }), IstioServer.redis({ hosts, port: 6379 })],
      [IstioServer.tls({ hosts: ['b.example.com'], port: 8443, tls }), IstioServer.http({ hosts, port: 81 })],
    );
    expect(ports).toEqual([
      'status-port TCP 15021 15021',
      'http2 TCP 80 80',
      'http-81 TCP 81 81',
      'https TCP 443 443',
      'redis-6379 TCP 6379 6379',
      'https-8443 TCP 8443 8443',
    ]);
  });

  test('are named by what a server makes of them', () => {
    expect(portsOf([IstioServer.tcp({ hosts, port: 80 }), IstioServer.mongo({ hosts, port: 443 })])).toEqual([
      'status-port TCP 15021 15021',
      'tcp-80 TCP 80 80',
      'mongo-443 TCP 443 443',
    ]);
  });

  test('are all that a network policy lets in, but for metrics', () => {
    const policy = (networkPolicy: IngressGatewayNetworkPolicy) =>
      documentOf('NetworkPolicy', attached({ networkPolicy }, [IstioServer.https({ hosts, port: 8443, tls })])).spec;
    const ports = [15021, 80, 443, 8443].map((port) => ({ protocol: 'TCP', port }));
    const podSelector = { matchLabels: { app: 'edge', istio: 'edge' } };
    expect(policy({})).toEqual({ podSelector, policyTypes: ['Ingress'], ingress: [{ ports }] });
    expect(policy({ metricsFrom: ['monitoring'] }).ingress).toEqual([
      { ports },
      {
        ports: [15020, 15090].map((port) => ({ protocol: 'TCP', port })),
        from: [
          {
            namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['monitoring'] }] },
          },
        ],
      },
    ]);
    expect(yamlOf(attached({}))).not.toContain('NetworkPolicy');
  });
});
