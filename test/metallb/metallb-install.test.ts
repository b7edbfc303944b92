import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { MetalLbBgpMode } from '../../lib/core/cluster-facts';
import { Problems } from '../../lib/core/problems';
import { GitOpsController } from '../../lib/gitops/gitops-controller';
import { MetalLbMetrics } from '../../lib/metallb/install/metrics';
import { TaintEffect } from '../../lib/metallb/install/toleration';
import { MetalLbInstall, MetalLbInstallProps } from '../../lib/metallb/metallb-install';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { chartWith, documentOf, problemsOf, yamlOf } from '../support/charts';

const flux = GitOpsController.flux();
const argoCd = GitOpsController.argoCd();
const install =
  (props: Partial<MetalLbInstallProps> = {}) =>
  (chart: Construct) =>
    new MetalLbInstall(chart, 'metallb', { controller: flux, ...props });
const valuesOf = (props: Partial<MetalLbInstallProps>) => documentOf('HelmRelease', install(props)).spec.values;

test('the primary object can be patched', () => {
  const release = documentOf('HelmRelease', (chart) => {
    ApiObject.of(install()(chart)).addJsonPatch(JsonPatch.add('/spec/values/crds', { enabled: false }));
  });
  expect(release.spec.values.crds).toEqual({ enabled: false });
});

test('Flux gets the namespace, the repository and the release', () => {
  expect(yamlOf(install(), { namespace: 'shop' })).toMatchSnapshot();
});

test('Argo CD gets the namespace and the application, both before wave 0', () => {
  expect(yamlOf(install({ controller: argoCd }), { namespace: 'shop' })).toMatchSnapshot();
});

test('where and how often Flux looks', () => {
  const controller = GitOpsController.flux({ namespace: 'gitops', interval: Duration.seconds(90) });
  const build = install({ controller, name: 'lb', namespace: 'lb-system', version: '0.15.3' });
  expect(documentOf('HelmRepository', build)).toMatchObject({ metadata: { name: 'lb', namespace: 'gitops' }, spec: { interval: '90s' } });
  expect(documentOf('HelmRelease', build)).toMatchObject({
    metadata: { name: 'lb', namespace: 'gitops' },
    spec: { interval: '90s', releaseName: 'lb', targetNamespace: 'lb-system', chart: { spec: { version: '0.15.3' } } },
  });
  expect(documentOf('Namespace', build).metadata.name).toBe('lb-system');
});

test('where Argo CD keeps the application, and that it may wait to be told', () => {
  const controller = GitOpsController.argoCd({ namespace: 'gitops', project: 'infra', automated: false });
  const { metadata, spec } = documentOf('Application', install({ controller }));
  expect(metadata.namespace).toBe('gitops');
  expect(spec.project).toBe('infra');
  expect(spec).not.toHaveProperty('syncPolicy');
});

describe('the values of the chart', () => {
  test.each([
    [MetalLbBgpMode.FRR_K8S, true, false],
    [MetalLbBgpMode.FRR, false, true],
    [MetalLbBgpMode.NATIVE, false, false],
  ])('%s', (bgpMode, frrK8s, frr) => {
    expect(valuesOf({ bgpMode })).toEqual({ frrk8s: { enabled: frrK8s }, speaker: { frr: { enabled: frr } } });
  });

  test('what is said of nodes holds for all that has to be there', () => {
    const tolerations = [
      { key: 'edge', value: 'yes', effect: TaintEffect.NO_SCHEDULE },
      { key: 'broken', effect: TaintEffect.NO_EXECUTE },
    ];
    const asWritten = [
      { key: 'edge', operator: 'Equal', value: 'yes', effect: 'NoSchedule' },
      { key: 'broken', operator: 'Exists', effect: 'NoExecute' },
    ];
    const nodeSelector = { 'example.com/edge': 'true' };
    expect(valuesOf({ tolerations, speakerNodeSelector: nodeSelector, loadBalancerClass: 'example.com/lan' })).toEqual({
      loadBalancerClass: 'example.com/lan',
      controller: { tolerations: asWritten },
      speaker: { frr: { enabled: false }, nodeSelector, tolerations: asWritten },
      frrk8s: { enabled: true },
      'frr-k8s': { frrk8s: { nodeSelector, tolerations: asWritten } },
    });
    expect(valuesOf({ bgpMode: MetalLbBgpMode.NATIVE, tolerations: [], speakerNodeSelector: {} })).toEqual({
      frrk8s: { enabled: false },
      speaker: { frr: { enabled: false } },
    });
    expect(valuesOf({ tolerations: [{}] }).controller).toEqual({ tolerations: [{ operator: 'Exists' }] });
  });

  test('metrics are found by annotations, or by a ServiceMonitor that Prometheus may follow', () => {
    expect(valuesOf({ metrics: MetalLbMetrics.scrapeAnnotations() })).toEqual({
      frrk8s: { enabled: true },
      speaker: { frr: { enabled: false } },
      prometheus: { scrapeAnnotations: true },
    });
    const prometheus = { namespace: 'monitoring', serviceAccount: 'prometheus' };
    const monitor = { serviceMonitor: { enabled: true }, rbacPrometheus: true, ...prometheus };
    expect(valuesOf({ metrics: MetalLbMetrics.serviceMonitor(prometheus) })).toMatchObject({
      prometheus: monitor,
      'frr-k8s': { prometheus: monitor },
    });
  });
});

describe('what is wrong is said, all of it', () => {
  test.each(['^0.16.0', '0.16', '*', '>=0.16.1', 'v0.16.1', '0.16.x', 'latest', ''])('version %s', (version) => {
    expect(problemsOf(install({ version }))).toEqual([
      `[chart/metallb] metallb.chart-version: version: "${version}" is not an exact version, so what runs could change without a commit. ` +
        'Allowed: major.minor.patch. Fix: write one version such as "0.16.1".',
    ]);
  });

  test.each(['0.14.1', '0.13.12', '0.0.1-rc.1'])('version %s, of before frr-k8s', (version) => {
    expect(problemsOf(install({ version }))).toEqual([
      `[chart/metallb] metallb.chart-version: version: the chart of version "${version}" does not know frrk8s, and would not install the ` +
        'BGP mode that is asked for. Allowed: 0.14.2 or later. Fix: take a later version, such as "0.16.1".',
    ]);
  });

  test('exact versions of any stage since', () => {
    ['0.16.1', '0.14.2', '0.15.0', '1.0.0-rc.1+build.5'].forEach((version) => expect(problemsOf(install({ version }))).toEqual([]));
  });

  test('several at once', () => {
    const props = {
      controller: GitOpsController.flux({ namespace: 'A', interval: Duration.millis(500) }),
      name: 'x'.repeat(54),
      namespace: 'a.b',
      bgpMode: 'bird' as MetalLbBgpMode,
      loadBalancerClass: '',
      tolerations: [{ value: 'yes' }, { key: '-' }, { effect: 'Never' as TaintEffect }],
      speakerNodeSelector: { 'a b': 'c' },
      metrics: MetalLbMetrics.serviceMonitor({ namespace: 'B', serviceAccount: 'C' }),
    };
    expect(problemsOf(install(props)).map((line) => line.replace(/^\[chart\/metallb\] ([^:]+: [^:]+):.*/, '$1'))).toEqual([
      'helm.release-name: name',
      'name.syntax: namespace',
      'input.choice: bgpMode',
      'label.key: loadBalancerClass',
      'toleration.key-missing: tolerations[0]',
      'label.key: tolerations[1]',
      'input.choice: tolerations[2]',
      'label.key: speakerNodeSelector',
      'name.syntax: metrics.namespace',
      'name.syntax: metrics.serviceAccount',
      'name.syntax: controller.namespace',
      'gitops.interval: controller.interval',
    ]);
  });

  test('the options of Argo CD', () => {
    const controller = GitOpsController.argoCd({ namespace: 'A', project: 'B', automated: 'no' as unknown as boolean });
    expect(problemsOf(install({ controller })).map((line) => line.split(': ')[1])).toEqual([
      'controller.namespace',
      'controller.project',
      'controller.automated',
    ]);
  });

  test.each([
    [undefined],
    [null],
    [5],
    [{}],
    [{ controller: 'flux' }],
    [{ controller: flux, version: 5 }],
    [{ controller: flux, tolerations: 'x' }],
    [{ controller: flux, tolerations: [null] }],
    [{ controller: flux, metrics: {} }],
    [{ controller: flux, speakerNodeSelector: 5 }],
    [{ controller: GitOpsController.flux(null as any) }],
    [{ controller: GitOpsController.argoCd('x' as any) }],
    [{ controller: GitOpsController.flux({ interval: 5 } as any) }],
    [{ controller: flux, namespace: 5 }],
    [{ controller: flux, name: 5 }],
    [{ controller: flux, metrics: MetalLbMetrics.serviceMonitor(undefined as any) }],
    [{ controller: flux, metrics: MetalLbMetrics.serviceMonitor({} as any) }],
  ])('%j is refused with a reason', (props: any) => {
    const problems = problemsOf((chart) => new MetalLbInstall(chart, 'metallb', props));
    expect(problems).not.toEqual([]);
    problems.forEach((line) => expect(line).toMatch(/^\[chart\/metallb\] [a-z.-]+: /));
  });
});

test('what Prometheus would not find with FRR is a warning', () => {
  const problemsWith = (props: Partial<MetalLbInstallProps>) => {
    const chart = chartWith(install(props));
    return Problems.of(chart).list();
  };
  const metrics = MetalLbMetrics.scrapeAnnotations();
  expect(problemsWith({ metrics, bgpMode: MetalLbBgpMode.FRR })).toEqual([
    {
      id: 'metallb.scrape-annotations',
      severity: 'warning',
      path: 'chart/metallb',
      field: 'metrics',
      what: 'with BGP mode "frr" the chart gives speakers no scheme and port to scrape, and they answer by HTTPS only',
      fix: 'take MetalLbMetrics.serviceMonitor(…), or have Prometheus scrape every port of Pods by HTTPS, and acknowledge the warning',
    },
  ]);
  expect(problemsWith({ metrics })).toEqual([]);
  expect(problemsWith({ metrics, bgpMode: MetalLbBgpMode.NATIVE })).toEqual([]);
  const monitor = MetalLbMetrics.serviceMonitor({ namespace: 'monitoring', serviceAccount: 'prometheus' });
  expect(problemsWith({ metrics: monitor, bgpMode: MetalLbBgpMode.FRR })).toEqual([]);
});

test('others see which Services it serves', () => {
  chartWith((chart) => {
    expect(install({ loadBalancerClass: 'example.com/lan' })(chart).loadBalancerClass).toBe('example.com/lan');
  });
  chartWith((chart) => expect(install()(chart).loadBalancerClass).toBeUndefined());
});

describe('order', () => {
  test('without a controller that is all there is to say', () => {
    const build = (chart: Construct) => {
      new MetalLbInstall(chart, 'metallb', {} as any);
      new MetalLbPool(chart, 'lan', { addresses: ['192.168.1.0/28'] });
    };
    expect(problemsOf(build)).toEqual([
      '[chart/metallb] input.type: controller: nothing is not a GitOpsController. Fix: write GitOpsController.flux() or ' +
        'GitOpsController.argoCd().',
    ]);
  });

  test('Flux applies a file as a whole, so the install is in one of its own', () => {
    const addPool = (chart: Construct) => new MetalLbPool(chart, 'lan', { addresses: ['192.168.1.0/28'] });
    expect(problemsOf((chart) => [install()(chart), addPool(chart)])).toEqual([
      '[chart/metallb] metallb.install-in-same-file: "chart/lan/Resource" is in the same file, which Flux refuses as a whole until ' +
        'MetalLB is installed. Fix: put the install in a Chart of its own.',
    ]);
    expect(problemsOf((chart) => [install({ controller: argoCd })(chart), addPool(chart)])).toEqual([]);
    const app = new App();
    [install(), addPool].forEach((build, index) => build(new Chart(app, `chart-${index}`)));
    app.charts.forEach((chart) => expect(() => Testing.synth(chart)).not.toThrow());
  });

  test('what the objects of MetalLB say so that Argo CD takes them before it knows their kinds', () => {
    chartWith((chart) => {
      expect(install({ controller: argoCd })(chart).objectAnnotations).toEqual({
        'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true',
      });
    });
    chartWith((chart) => expect(install()(chart).objectAnnotations).toBeUndefined());
  });
});
