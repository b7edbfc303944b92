import { parse } from 'yaml';
import { CommittedCluster } from '../support/dist';

const cluster = new CommittedCluster('minikube');

describe('source documents 000 and 001, Istio and MetalLB on Minikube', () => {
  const addresses = ['192.168.99.96-192.168.99.99', '192.168.99.101-192.168.99.111'];

  test('the pool as the ConfigMap of the source', () => {
    const { metadata, data } = cluster.the('ConfigMap', 'config');
    expect(metadata.namespace).toBe('metallb-system');
    expect(parse(data.config)).toEqual({ 'address-pools': [{ name: 'custom-ip-space', protocol: 'layer2', addresses }] });
  });

  test('the same pool as CRs, announced on layer 2', () => {
    expect(cluster.the('IPAddressPool', 'custom-ip-space')).toMatchObject({ metadata: { namespace: 'metallb-system' }, spec: { addresses } });
    expect(cluster.the('L2Advertisement', 'custom-ip-space').spec).toEqual({ ipAddressPools: ['custom-ip-space'] });
  });

  test('the pool holds the address the source shows, and not the one of the node', () => {
    const [first, second] = addresses.map((range) => range.split('-').map((address) => Number(address.split('.')[3])));
    const held = (last: number) => [first, second].some(([from, to]) => from <= last && last <= to);
    expect([held(96), held(100), held(111)]).toEqual([true, false, true]);
  });

  test('the namespace gets sidecars', () => {
    expect(cluster.the('Namespace', 'default').metadata.labels).toEqual({ 'istio-injection': 'enabled' });
  });

  test('httpbin listens on 8000', () => {
    const deployment = cluster.the('Deployment', 'httpbin');
    const service = cluster.the('Service', 'httpbin');
    expect(service.spec.ports).toEqual([expect.objectContaining({ port: 8000 })]);
    expect(deployment.spec.template.spec.containers[0].ports).toEqual([{ containerPort: service.spec.ports[0].targetPort }]);
    expect(deployment.spec.template.metadata.labels).toMatchObject(service.spec.selector);
  });

  test('the Gateway takes everything on port 80 of the default ingress gateway', () => {
    expect(cluster.the('Gateway', 'httpbin-gateway')).toMatchObject({
      apiVersion: 'networking.istio.io/v1',
      spec: { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] },
    });
  });

  test('the VirtualService sends it to httpbin', () => {
    expect(cluster.the('VirtualService', 'httpbin')).toMatchObject({
      apiVersion: 'networking.istio.io/v1',
      spec: {
        hosts: ['*'],
        gateways: ['httpbin-gateway'],
        http: [{ match: [{ uri: { prefix: '/' } }], route: [{ destination: { host: 'httpbin', port: { number: 8000 } } }] }],
      },
    });
  });
});
