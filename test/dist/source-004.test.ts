import { parse } from 'yaml';
import { CommittedCluster } from '../support/dist';

const cluster = new CommittedCluster('nginx-edge');

describe('source document 004, Ingresses and Load Balancers with MetalLB and nginx-ingress', () => {
  const addresses = cluster.the('IPAddressPool', 'default').spec.addresses;

  test('the pool as CRs', () => {
    expect(cluster.the('IPAddressPool', 'default').metadata.namespace).toBe('metallb-system');
    expect(addresses).toEqual([expect.stringMatching(/^[\d.]+-[\d.]+$/)]);
    expect(cluster.the('L2Advertisement', 'default').spec).toEqual({ ipAddressPools: ['default'] });
  });

  test('and beside it as the legacy ConfigMap of the source', () => {
    const { metadata, data } = cluster.the('ConfigMap', 'config');
    expect(metadata.namespace).toBe('metallb-system');
    expect(parse(data.config)).toEqual({ 'address-pools': [{ name: 'default', protocol: 'layer2', addresses }] });
  });

  test('the ingress-nginx controller on the first address of the pool', () => {
    const { metadata, spec } = cluster.the('Service', 'ingress-nginx-controller');
    expect(spec.type).toBe('LoadBalancer');
    expect(metadata).toMatchObject({ namespace: 'ingress-nginx', annotations: { 'metallb.io/loadBalancerIPs': addresses[0].split('-')[0] } });
    expect(cluster.the('Deployment', 'ingress-nginx-controller').spec.template.metadata.labels).toMatchObject(spec.selector);
  });

  test('the admission Jobs carry the version in their names, as their Pod templates cannot be changed', () => {
    const jobs = cluster.documents.filter(({ kind }) => kind === 'Job').map(({ metadata }) => metadata.name);
    expect(jobs).toHaveLength(2);
    jobs.forEach((name) => expect(name).toMatch(/1-15-1/));
  });

  test.each(['nginx', 'httpd'])('%s: a Deployment, a Service, and an Ingress for its host', (name) => {
    const deployment = cluster.the('Deployment', name);
    const service = cluster.the('Service', name);
    expect(deployment.spec.template.spec.containers[0]).toMatchObject({ image: expect.stringMatching(`^${name}:\\d`), ports: [{ containerPort: 80 }] });
    expect(deployment.spec.template.metadata.labels).toMatchObject(service.spec.selector);
    expect(service.spec.ports).toEqual([expect.objectContaining({ port: 80 })]);
    expect(cluster.the('Ingress', name).spec).toEqual({
      ingressClassName: 'nginx',
      rules: [
        { host: `${name}.example.com`, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }] } },
      ],
    });
  });

  test('the class of both is served by that controller, so they share its address', () => {
    const { metadata, spec } = cluster.the('IngressClass', 'nginx');
    expect(metadata.name).toBe('nginx');
    expect(cluster.the('Deployment', 'ingress-nginx-controller').spec.template.spec.containers[0].args).toContain(`--controller-class=${spec.controller}`);
  });
});
