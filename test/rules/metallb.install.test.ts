import { Chart, Testing } from 'cdk8s';
import { ClusterFacts, MetalLbBgpMode } from '../../lib/core/cluster-facts';
import { GitOpsController } from '../../lib/gitops/gitops-controller';
import { KubeObject } from '../../lib/manifests/document';
import { Manifests } from '../../lib/manifests/manifests';
import { MetalLbInstall, MetalLbInstallProps } from '../../lib/metallb/metallb-install';
import { metalLbSettings } from '../../lib/rules/metallb/settings';
import { installContradictsFacts } from '../../lib/rules/metallb.install-contradicts-facts';
import { installedTwice } from '../../lib/rules/metallb.installed-twice';
import { lbClassMismatch } from '../../lib/rules/metallb.lb-class-mismatch';
import { chartWith } from '../support/charts';

const manifestsOf = (...objects: unknown[]) =>
  new Manifests(
    objects.map((object, index) => ({ origin: `object-${index}`, chart: 'c', file: 'f.yaml', object: object as KubeObject })),
    'default',
  );
const installed = (props: Partial<MetalLbInstallProps> & Pick<MetalLbInstallProps, 'controller'>) =>
  manifestsOf(...(Testing.synth(chartWith((chart: Chart) => new MetalLbInstall(chart, 'metallb', props))) as unknown[]));
const helmRelease = (spec: unknown) => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'lb', namespace: 'lb' },
  spec,
});
const application = (spec: unknown) => ({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'lb' }, spec });
const controllers = [
  ['Flux', GitOpsController.flux()],
  ['Argo CD', GitOpsController.argoCd()],
] as const;

const defaults = { namespace: 'metallb-system', bgpMode: MetalLbBgpMode.FRR_K8S, loadBalancerClass: undefined };

const nothing = { pools: new Set(), peers: new Set(), bfdProfiles: new Set(), communities: new Set() };

test('in a declared cluster without install, MetalLB runs as its chart has it', () => {
  expect(metalLbSettings(manifestsOf(), {})).toEqual({ ...defaults, isClassKnown: true, existing: nothing });
});

test('where no cluster is declared and nothing installs it, it is not known how MetalLB runs', () => {
  expect(metalLbSettings(manifestsOf())).toEqual({ ...defaults, bgpMode: undefined, isClassKnown: false, existing: nothing });
});

test('it runs where its objects are, unless they are in two namespaces', () => {
  const pool = (namespace: string) => ({ apiVersion: 'metallb.io/v1beta1', kind: 'IPAddressPool', metadata: { name: 'a', namespace } });
  expect(metalLbSettings(manifestsOf(pool('lb'), pool('lb'))).namespace).toBe('lb');
  expect(metalLbSettings(manifestsOf(pool('lb'), pool('other')), {}).namespace).toBeUndefined();
  expect(metalLbSettings(manifestsOf(pool('lb'), pool('other')), { metallb: { namespace: 'x' } }).namespace).toBe('x');
});

describe.each(controllers)('an install by %s', (_, controller) => {
  test('says how MetalLB runs', () => {
    expect(metalLbSettings(installed({ controller }))).toMatchObject(defaults);
    Object.values(MetalLbBgpMode).forEach((bgpMode) => {
      const props = { namespace: 'lb', bgpMode, loadBalancerClass: 'example.com/lan' };
      expect(metalLbSettings(installed({ controller, ...props }))).toMatchObject(props);
    });
  });

  test('facts come first, and what they contradict is said', () => {
    const manifests = installed({ controller });
    const facts: ClusterFacts = {
      metallb: { namespace: 'lb', bgpMode: MetalLbBgpMode.NATIVE, loadBalancerClass: 'example.com/lan', existing: { pools: ['a'] } },
    };
    expect(metalLbSettings(manifests, facts)).toEqual({
      ...facts.metallb,
      isClassKnown: true,
      existing: { ...nothing, pools: new Set(['a']) },
    });
    expect(installContradictsFacts.check(manifests, facts).map(({ what, fix }) => `${what}; ${fix}`)).toEqual([
      'MetalLB is installed here with "metallb-system", and the facts of the cluster say metallb.namespace is "lb"; ' +
        'drop namespace from the facts, which then follow the install',
      'MetalLB is installed here with "frr-k8s", and the facts of the cluster say metallb.bgpMode is "native"; ' +
        'drop bgpMode from the facts, which then follow the install',
    ]);
  });

  test('facts that say the same, or nothing, are fine', () => {
    const manifests = installed({ controller });
    const facts = { metallb: { namespace: 'metallb-system', bgpMode: MetalLbBgpMode.FRR_K8S } };
    [facts, {}, undefined].forEach((given) => expect(installContradictsFacts.check(manifests, given)).toEqual([]));
  });
});

const VALUES = { frrk8s: { enabled: true }, loadBalancerClass: '' };

test('where it contradicts: in what is written, and nowhere else', () => {
  const facts = { metallb: { namespace: 'x', bgpMode: MetalLbBgpMode.FRR, loadBalancerClass: 'y' } };
  const fieldsOf = (object: unknown) =>
    installContradictsFacts.check(manifestsOf(object), facts).map(({ origin, field }) => `${origin} ${field}`);
  const chart = { spec: { chart: 'metallb' } };
  expect(fieldsOf(helmRelease({ chart, values: VALUES }))).toEqual([
    'object-0 spec.targetNamespace',
    'object-0 spec.values',
    'object-0 spec.values.loadBalancerClass',
  ]);
  expect(fieldsOf(helmRelease({ chart, values: { frrk8s: { enabled: false } } }))).toEqual(['object-0 spec.targetNamespace']);
  const destination = { namespace: 'z' };
  const sources = [{ chart: 'other' }, { chart: 'metallb', helm: { valuesObject: VALUES } }];
  expect(fieldsOf(application({ destination, sources }))).toEqual([
    'object-0 spec.destination.namespace',
    'object-0 spec.sources[1].helm.valuesObject',
    'object-0 spec.sources[1].helm.valuesObject.loadBalancerClass',
  ]);
  expect(fieldsOf(application({ source: { chart: 'metallb' } }))).toEqual([]);
});

describe('what is written, and what the chart does by itself', () => {
  const settingsOf = (helm: unknown, more = {}) =>
    metalLbSettings(manifestsOf(application({ source: { chart: 'metallb', helm, ...more } })), {});
  const unknown = { bgpMode: undefined, loadBalancerClass: undefined, isClassKnown: false };

  test('values may be text, and frr-k8s may be installed apart', () => {
    expect(settingsOf({ values: 'frrk8s: {enabled: no}\nloadBalancerClass: lan' })).toMatchObject({
      bgpMode: MetalLbBgpMode.NATIVE,
      loadBalancerClass: 'lan',
    });
    expect(settingsOf({ valuesObject: { frrk8s: { enabled: false, external: true } } }).bgpMode).toBe(MetalLbBgpMode.FRR_K8S);
    expect(settingsOf({ valuesObject: { loadBalancerClass: '' } })).toMatchObject(defaults);
  });

  test.each([
    ['0.16.0', MetalLbBgpMode.FRR_K8S],
    ['v0.16.1', MetalLbBgpMode.FRR_K8S],
    ['0.17.x', MetalLbBgpMode.FRR_K8S],
    ['1.0.0', MetalLbBgpMode.FRR_K8S],
    ['*', MetalLbBgpMode.FRR_K8S],
    [undefined, MetalLbBgpMode.FRR_K8S],
    ['0.15.3', undefined],
    ['>=0.14', undefined],
  ])('the BGP mode of chart %s is %s', (targetRevision, bgpMode) => {
    expect(settingsOf(undefined, { targetRevision })).toMatchObject({ bgpMode, isClassKnown: true });
    const frr = { frrk8s: { enabled: false }, speaker: { frr: { enabled: true } } };
    expect(settingsOf({ valuesObject: frr }, { targetRevision }).bgpMode).toBe(MetalLbBgpMode.FRR);
  });

  test.each([
    { valueFiles: ['x.yaml'] },
    { parameters: [{ name: 'loadBalancerClass', value: 'x' }] },
    { fileParameters: [{ name: 'loadBalancerClass', path: 'x' }] },
    { values: '{{ x' },
  ])('nothing is known beside values that are not seen: %j', (helm) => {
    expect(settingsOf(helm)).toMatchObject(unknown);
    expect(settingsOf({ ...helm, valuesObject: VALUES }).isClassKnown).toBe(!('parameters' in helm || 'fileParameters' in helm));
  });

  test('nor beside valuesFrom, but for what is written', () => {
    const release = { chart: { spec: { chart: 'metallb' } }, valuesFrom: [{ kind: 'ConfigMap', name: 'x' }] };
    expect(metalLbSettings(manifestsOf(helmRelease(release)), {})).toMatchObject({ ...unknown, namespace: 'lb' });
    const { bgpMode, isClassKnown } = metalLbSettings(manifestsOf(helmRelease({ ...release, values: VALUES })), {});
    expect({ bgpMode, isClassKnown }).toEqual({ bgpMode: MetalLbBgpMode.FRR_K8S, isClassKnown: true });
  });

  test('rules that need what is not known are silent', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', annotations: { 'metallb.io/address-pool': 'a' } },
      spec: { type: 'LoadBalancer', loadBalancerClass: 'x/y' },
    };
    const install = (valueFiles: string[]) => application({ source: { chart: 'metallb', helm: { valueFiles } } });
    const check = (valueFiles: string[]) => lbClassMismatch.check(manifestsOf(install(valueFiles), service), {});
    expect([check([]).length, check(['x.yaml']).length]).toEqual([1, 0]);
  });
});

test('what is installed into another cluster is none of this one', () => {
  const chart = { spec: { chart: 'metallb' } };
  const values = { loadBalancerClass: 'x' };
  const classOf = (object: unknown) => metalLbSettings(manifestsOf(object), {}).loadBalancerClass;
  const into = (destination: object) => classOf(application({ source: { chart: 'metallb', helm: { valuesObject: values } }, destination }));
  expect(into({ server: 'https://10.0.0.1:6443' })).toBeUndefined();
  expect(into({ name: 'other' })).toBeUndefined();
  expect([into({ server: 'https://kubernetes.default.svc' }), into({ name: 'in-cluster' }), into({})]).toEqual(['x', 'x', 'x']);
  expect([classOf(helmRelease({ chart, values })), classOf(helmRelease({ chart, values, kubeConfig: {} }))]).toEqual(['x', undefined]);
});

test('a release without a target namespace installs into its own', () => {
  expect(metalLbSettings(manifestsOf(helmRelease({ chart: { spec: { chart: 'metallb' } } }))).namespace).toBe('lb');
});

test('an install too many is said where it is', () => {
  const release = helmRelease({ chart: { spec: { chart: 'metallb' } }, values: { loadBalancerClass: 'example.com/lan' } });
  const other = application({ source: { chart: 'metallb' } });
  expect(installedTwice.check(manifestsOf(release))).toEqual([]);
  expect(installedTwice.check(manifestsOf(release, other, application({ source: { chart: 'istiod' } })))).toEqual([
    {
      origin: 'object-1',
      what: 'MetalLB is installed here and by "object-0", and its kinds and webhooks are there once in a cluster',
      fix: 'keep one of the two',
    },
  ]);
});

test('other charts are none of its business', () => {
  const others = [
    helmRelease({ chart: { spec: { chart: 'istiod' } }, targetNamespace: 'x' }),
    application({ source: { chart: 'istiod' } }),
  ];
  expect(metalLbSettings(manifestsOf(...others), {})).toMatchObject(defaults);
});

const ODD = [undefined, null, 5, 'x', [], {}, [null], { chart: 5 }, { chart: 'metallb' }, { spec: { chart: 'metallb' } }];

test('no YAML is too odd to read', () => {
  for (const odd of ODD) {
    const bomb = 'a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]';
    const helms = [odd, { values: odd }, { valuesObject: odd }, { values: '{' }, { values: 'a: *b' }, { values: bomb }];
    const objects = [
      ...[odd, { chart: odd }, { chart: { spec: odd } }, { chart: { spec: { chart: 'metallb' } }, values: odd, targetNamespace: odd }],
      ...[{ source: odd }, { sources: odd }, { sources: [odd], destination: odd }],
      ...helms.map((helm) => ({ source: { chart: 'metallb', helm }, destination: { namespace: odd } })),
    ].flatMap((spec) => [helmRelease(spec), application(spec)]);
    const manifests = manifestsOf(...objects);
    expect(metalLbSettings(manifests).bgpMode).toBe(MetalLbBgpMode.FRR_K8S); // the first is an install without values
    expect(() => installContradictsFacts.check(manifests, { metallb: { namespace: 'z' } })).not.toThrow();
    expect(() => installedTwice.check(manifests)).not.toThrow();
  }
});
