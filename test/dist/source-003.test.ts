import { App, Testing, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { production } from '../../clusters/production';
import { PoolAdvertising } from '../../lib/metallb/pool-advertising';
import { CommittedCluster, Json } from '../support/dist';

const cluster = new CommittedCluster('production');

describe('source document 003, MetalLB for scaled workloads', () => {
  test('kube-proxy: IPVS with strict ARP, and all it needs beside', () => {
    const { metadata, data } = cluster.the('ConfigMap', 'kube-proxy');
    expect(metadata.namespace).toBe('kube-system');
    expect(parse(data['config.conf'])).toMatchObject({
      kind: 'KubeProxyConfiguration',
      mode: 'ipvs',
      ipvs: { strictARP: true },
      clusterCIDR: '10.244.0.0/16',
      clientConnection: { kubeconfig: '/var/lib/kube-proxy/kubeconfig.conf' },
    });
    expect(parse(data['kubeconfig.conf']).clusters[0].cluster.server).toBe('https://192.168.10.10:6443');
  });

  test('the pool, announced on layer 2', () => {
    expect(cluster.the('IPAddressPool', 'production').metadata.namespace).toBe('metallb-system');
    expect(cluster.the('L2Advertisement', 'external').spec).toEqual({ ipAddressPools: ['production'] });
  });

  test('or over BGP, by changing one argument', () => {
    const app = new App({ outdir: '/nowhere' });
    production(app, PoolAdvertising.bgp({ name: 'external' }));
    const charts = app.node.findAll().filter((construct): construct is Chart => Chart.isChart(construct));
    const ofMetalLb = (documents: Json[]) => documents.filter(({ apiVersion }) => apiVersion.startsWith('metallb.io/'));
    const changed = ofMetalLb(charts.flatMap((chart) => Testing.synth(chart) as Json[]));
    expect(changed).toEqual(
      ofMetalLb(cluster.documents).map((document) => (document.kind === 'L2Advertisement' ? { ...document, kind: 'BGPAdvertisement' } : document)),
    );
    expect(changed.map(({ kind }) => kind)).toEqual(['IPAddressPool', 'BGPAdvertisement']);
  });

  test('the Service asks for that pool, by the annotation of today', () => {
    const { metadata, spec } = cluster.the('Service', 'nginx');
    expect(metadata.annotations).toEqual({ 'metallb.io/address-pool': 'production' });
    expect(spec).toMatchObject({ type: 'LoadBalancer', selector: { app: 'my-cool-application' }, ports: [{ port: 80, targetPort: 80 }] });
  });

  test('nginx: three replicas, each serving what its init container wrote', () => {
    const { spec } = cluster.the('Deployment', 'nginx-app');
    const [init] = spec.template.spec.initContainers;
    const [nginx] = spec.template.spec.containers;
    expect(spec.replicas).toBe(3);
    expect(spec.template.metadata.labels).toEqual({ app: 'my-cool-application' });
    expect(init).toMatchObject({ image: 'busybox:1.28', volumeMounts: [{ name: 'nginx-data', mountPath: '/opt/nginx' }] });
    expect(init.command).toEqual(['sh', '-c', 'echo "POD: ${POD_NAME}\t NODE: ${NODE_NAME}" > /opt/nginx/index.html']);
    expect(init.env).toEqual([
      { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ]);
    expect(nginx).toMatchObject({ ports: [{ containerPort: 80 }], volumeMounts: [{ name: 'nginx-data', mountPath: '/usr/share/nginx/html' }] });
    expect(spec.template.spec.volumes).toEqual([{ name: 'nginx-data', emptyDir: {} }]);
  });
});
