import { App, Chart } from 'cdk8s';
import { MetalLbBgpMode } from '../../../lib/core/cluster-facts';
import { GitOpsController } from '../../../lib/gitops/gitops-controller';
import { MetalLbInstall } from '../../../lib/metallb/metallb-install';
import { edge, Impossible, Line, raw } from './line';

// 1.5 Legacy and install facts

const configMap = (chart: Chart, name: string, data: Record<string, string>) => raw(chart, 'ConfigMap', name, { apiVersion: 'v1', data });
const install = (chart: Chart): MetalLbInstall =>
  new MetalLbInstall(chart, 'metallb', { controller: GitOpsController.argoCd({ namespace: 'other' }), bgpMode: MetalLbBgpMode.FRR_K8S });

export const installs: readonly Line[] = [
  {
    row: 'ConfigMap ignored',
    fault: 'a pool that is nowhere but there',
    problem: 'metallb.legacy-config',
    wrong: (chart) => configMap(chart, 'config', { config: 'address-pools: [{ name: edge, protocol: layer2, addresses: [10.0.0.0/24] }]' }),
    right: (chart) => [
      configMap(chart, 'config', { config: 'address-pools: [{ name: edge, protocol: layer2, addresses: [10.0.0.0/24] }]' }),
      edge(chart),
    ],
  },
  {
    row: 'AddressPool removed',
    fault: 'the kind',
    problem: 'metallb.legacy-kind',
    wrong: (chart) => raw(chart, 'AddressPool', 'edge', { spec: { protocol: 'layer2', addresses: ['10.0.0.0/24'] } }),
    right: edge,
  },
  {
    row: 'bgpextras unsupported',
    fault: 'in mode frr-k8s',
    problem: 'metallb.bgpextras',
    wrong: (chart) => configMap(chart, 'bgpextras', { extras: 'bgp bestpath as-path multipath-relax' }),
    right: (chart) => configMap(chart, 'other', { extras: 'bgp bestpath as-path multipath-relax' }),
  },
  {
    row: 'Default backend',
    fault: 'facts that say what the install does not do',
    problem: 'metallb.install-contradicts-facts',
    facts: { existingNamespaces: ['other'], metallb: { bgpMode: MetalLbBgpMode.NATIVE } },
    wrong: install,
    right: (chart) =>
      new MetalLbInstall(chart, 'metallb', {
        controller: GitOpsController.argoCd({ namespace: 'other' }),
        bgpMode: MetalLbBgpMode.NATIVE,
      }),
  },
];

export const impossibleInstalls: readonly Impossible[] = [
  {
    row: 'Pod-security labels',
    fault: 'a namespace without them',
    because: 'MetalLbInstall makes the namespace with them',
    shows: () => {
      const chart = new Chart(new App({ outdir: '/nowhere' }), 'chart');
      install(chart);
      const namespace = (chart.toJson() as { kind: string; metadata: unknown }[]).find(({ kind }) => kind === 'Namespace');
      expect(namespace?.metadata).toMatchObject({
        labels: {
          'pod-security.kubernetes.io/audit': 'privileged',
          'pod-security.kubernetes.io/enforce': 'privileged',
          'pod-security.kubernetes.io/warn': 'privileged',
        },
      });
    },
  },
];
