import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Cluster } from '../../lib/cluster/cluster';
import { Backend } from '../../lib/core/backend';
import { ExternalTrafficPolicy } from '../../lib/core/external-traffic-policy';
import { Problems } from '../../lib/core/problems';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { NginxIngressStack, NginxIngressStackProps } from '../../lib/nginx/nginx-ingress-stack';
import { HttpAction } from '../../lib/routing/http-action';
import { chartWith, problemsOf, yamlOf } from '../support/charts';
import { Document, SynthesizedStack } from './synthesized-stack';

const stackProblems = (props: NginxIngressStackProps) => problemsOf((scope) => new NginxIngressStack(scope, 'stack', props));

describe('the primary object, the Deployment, can be patched', () => {
  const patched = (...patches: JsonPatch[]): Document => {
    const chart = chartWith((scope) => ApiObject.of(new NginxIngressStack(scope, 'stack')).addJsonPatch(...patches));
    return (Testing.synth(chart) as Document[]).find(({ kind }) => kind === 'Deployment')!;
  };

  test('in a field the props do not say', () => {
    expect(patched(JsonPatch.add('/spec/minReadySeconds', 5)).spec.minReadySeconds).toBe(5);
  });

  test('in a quantity, a port, and a field newer than the types', () => {
    const container = '/spec/template/spec/containers/0';
    const { spec } = patched(
      JsonPatch.add(`${container}/resources/limits`, { memory: '256Mi' }),
      JsonPatch.replace(`${container}/livenessProbe/httpGet/port`, 8080),
      JsonPatch.add('/spec/template/spec/aFieldOfTomorrow', true),
    );
    expect(spec.template.spec.containers[0]).toMatchObject({
      resources: { limits: { memory: '256Mi' }, requests: { memory: '90Mi' } },
      livenessProbe: { httpGet: { port: 8080 } },
    });
    expect(spec.template.spec.aFieldOfTomorrow).toBe(true);
  });
});

test('the whole set of documents', () => {
  expect(yamlOf((chart) => new NginxIngressStack(chart, 'stack'))).toMatchSnapshot();
});

describe('namespaces', () => {
  const CLUSTER_SCOPED = ['ClusterRole', 'ClusterRoleBinding', 'IngressClass', 'Namespace', 'ValidatingWebhookConfiguration'];

  test('cluster-scoped documents carry none and all others that of the controller, whatever the chart has', () => {
    for (const { kind, metadata } of new SynthesizedStack({}, { namespace: 'shop' }).documents) {
      expect([kind, metadata.namespace]).toEqual([kind, CLUSTER_SCOPED.includes(kind) ? undefined : 'ingress-nginx']);
    }
  });

  test('another one reaches every document', () => {
    const stack = new SynthesizedStack({ namespace: 'edge' });
    stack.the('Namespace', 'edge');
    expect(yamlOf((chart) => new NginxIngressStack(chart, 'stack', { namespace: 'edge' }))).not.toMatch(/namespace: ingress-nginx/);
  });
});

describe('every prop reaches the YAML', () => {
  test('address', () => {
    const chart = chartWith((scope) => {
      const pool = new MetalLbPool(scope, 'pool', { addresses: ['192.168.1.200-192.168.1.210'] });
      new NginxIngressStack(scope, 'stack', { address: pool.reserve('192.168.1.200') });
    });
    const services = (Testing.synth(chart) as Document[]).filter(({ kind }) => kind === 'Service');
    expect(services.map(({ metadata }) => [metadata.name, metadata.annotations])).toEqual([
      ['ingress-nginx-controller', { 'metallb.io/loadBalancerIPs': '192.168.1.200' }],
      ['ingress-nginx-controller-admission', undefined],
    ]);
  });

  test('address, with the families and the class that it needs', () => {
    const app = new App({ outdir: '/nowhere' });
    const chart = new Chart(new Cluster(app, 'lab', { metallb: { loadBalancerClass: 'example.com/metallb' } }), 'chart');
    const pool = new MetalLbPool(chart, 'pool', { addresses: ['192.168.1.200-192.168.1.210', '2001:db8::/120'] });
    const { service } = new NginxIngressStack(chart, 'stack', { address: pool.reserve('192.168.1.200', '2001:db8::1') });
    expect(service.toJson()).toMatchObject({
      spec: { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'], loadBalancerClass: 'example.com/metallb' },
    });
  });

  test('ingressClass', () => {
    const stack = new SynthesizedStack({ ingressClass: 'edge' });
    expect(stack.the('IngressClass', 'edge').spec).toEqual({ controller: 'k8s.io/ingress-nginx' });
    expect(stack.container.args).toContain('--ingress-class=edge');
  });

  test('replicas', () => {
    expect(new SynthesizedStack().ofKind('Deployment')[0].spec).not.toHaveProperty('replicas');
    expect(new SynthesizedStack({ replicas: 2 }).ofKind('Deployment')[0].spec.replicas).toBe(2);
  });

  test('externalTrafficPolicy, and its default keeps the address of the client', () => {
    const policyOf = (props: NginxIngressStackProps): string =>
      new SynthesizedStack(props).the('Service', 'ingress-nginx-controller').spec.externalTrafficPolicy;
    expect(policyOf({})).toBe('Local');
    expect(policyOf({ externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER })).toBe('Cluster');
  });

  test('config', () => {
    expect(new SynthesizedStack().the('ConfigMap', 'ingress-nginx-controller')).not.toHaveProperty('data');
    const config = { 'use-forwarded-headers': 'true', 'server-tokens': '' };
    expect(new SynthesizedStack({ config }).the('ConfigMap', 'ingress-nginx-controller').data).toEqual(config);
  });
});

describe('the Service is there for whoever asks', () => {
  test('an address can be put on it later', () => {
    const stacks: NginxIngressStack[] = [];
    chartWith((scope) => {
      stacks.push(new NginxIngressStack(scope, 'stack'));
      new MetalLbPool(scope, 'pool', { addresses: ['10.0.0.0/24'] }).any().applyTo(stacks[0].service);
    });
    expect(stacks[0].service.toJson()).toMatchObject({
      metadata: { name: 'ingress-nginx-controller', annotations: { 'metallb.io/address-pool': 'pool' } },
    });
  });
});

describe('routes', () => {
  test('are served by the class of the stack they are added to', () => {
    const chart = chartWith((scope) => {
      const stack = new NginxIngressStack(scope, 'stack', { ingressClass: 'edge' });
      const action = HttpAction.forward(Backend.fromName('web', { port: 80 }));
      stack.addRoute('web', { host: 'web.example.com', rules: [{ action }], namespace: 'shop' });
    });
    const [ingress] = (Testing.synth(chart) as Document[]).filter(({ kind }) => kind === 'Ingress');
    expect(ingress).toMatchObject({ metadata: { name: 'web', namespace: 'shop' }, spec: { ingressClassName: 'edge' } });
  });
});

describe('retirement', () => {
  const retired = (build: (chart: Chart) => void) => Problems.of(chartWith(build)).list();

  test('is a warning, so that everything is written all the same', () => {
    expect(retired((chart) => new NginxIngressStack(chart, 'stack'))).toEqual([
      expect.objectContaining({
        id: 'ingress.retired',
        severity: 'warning',
        path: 'chart/stack',
        what: 'ingress-nginx was retired in March 2026: 1.15.1 is its last release, and what is found in it since is not patched',
        fix: 'move its routes to the Gateway API or to Istio, or acknowledge the warning with a reason',
      }),
    ]);
    expect(stackProblems({})).toEqual([]);
  });

  test('can be acknowledged with a reason', () => {
    const [problem] = retired((chart) =>
      Problems.of(new NginxIngressStack(chart, 'stack')).acknowledge('ingress.retired', 'replaced next quarter'),
    );
    expect(problem.acknowledged).toBe('replaced next quarter');
  });
});

describe('wrong input is refused, each with its fix', () => {
  test('no replicas at all', () => {
    expect(stackProblems({ replicas: 0 })).toEqual([
      '[chart/stack] nginx.replicas: replicas: 0 pods cannot serve, and while there is none every change of an Ingress in the cluster is refused. Allowed: 1 to 2147483647. Fix: write 1 or more.',
    ]);
  });

  test.each([-1, 1.5, NaN, 2147483648])('replicas %p', (replicas) => {
    expect(stackProblems({ replicas })).toEqual([
      expect.stringContaining(`[chart/stack] count.range: replicas: ${replicas} is not a count. Allowed: 0 to 2147483647, whole.`),
    ]);
  });

  test.each<[string, unknown, string]>([
    ['externalTrafficPolicy', 'local', 'input.choice: externalTrafficPolicy: "local" is not one of the choices. Allowed: Local, Cluster.'],
    [
      'address',
      '192.168.1.200',
      'input.type: address: "192.168.1.200" is not an AddressRequest. Fix: write pool.reserve(…), pool.share(…) or',
    ],
    ['config', { 'ssl-redirect': false }, 'input.type: config.ssl-redirect: false is not a text'],
    ['config', 'x', 'input.type: config: "x" is not a group of named values'],
    ['config', null, 'input.type: config: null is not a group of named values'],
    ['namespace', 5, 'input.type: namespace: 5 is not a text'],
    ['ingressClass', 5, 'input.type: ingressClass: 5 is not a text'],
    ['replicas', '2', 'count.range: replicas: "2" is not a count'],
  ])('what no type checker saw: %s %j', (prop, value, message) => {
    expect(stackProblems({ [prop]: value })).toEqual([expect.stringContaining(`[chart/stack] ${message}`)]);
  });

  test.each(['', 'a b', '..', '../etc', 'ö'])('config key %p', (key) => {
    expect(stackProblems({ config: { [key]: 'x' } })).toEqual([
      `[chart/stack] nginx.config-key: config: ${JSON.stringify(key)} is not a key of a ConfigMap. Allowed: letters, digits, "-", "_" and ".", at most 253. Fix: take the keys from the ConfigMap page of the ingress-nginx documentation.`,
    ]);
  });

  test('names, all of them at once', () => {
    expect(stackProblems({ namespace: 'Edge', ingressClass: 'my class' })).toEqual([
      expect.stringMatching(/^\[chart\/stack\] name\.syntax: namespace: "Edge" is not a valid name\. Allowed: .* Fix: /),
      expect.stringMatching(/^\[chart\/stack\] name\.syntax: ingressClass: "my class" is not a valid name\. Allowed: .* Fix: /),
    ]);
  });
});
