import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Backend,
  Cluster,
  GitOpsApp,
  HttpAction,
  HttpRule,
  IstioDelegateRoute,
  IstioDestinationRule,
  IstioGateway,
  IstioGatewayRoute,
  IstioIngressGateway,
} from '../../../lib';
import { EdgeWorld, isDelegate, NAMESPACES, PROXY, RuleSketch, SERVICE_PORT, SERVICES, VERSIONS } from './world';

/** A world as our constructs. */
export interface BuiltWorld {
  readonly app: GitOpsApp;
  readonly gateways: readonly IstioGateway[];
}

export function build(world: EdgeWorld): BuiltWorld {
  const app = new GitOpsApp({ outdir: '/nowhere' });
  const cluster = new Cluster(app, 'lab', { existingNamespaces: ['istio-system', 'edge', ...NAMESPACES] });
  NAMESPACES.forEach((namespace) => addServices(new Chart(cluster, namespace, { namespace })));
  const edge = new Chart(cluster, 'edge', { namespace: 'edge' });
  const workload = world.ownWorkload
    ? new IstioIngressGateway(edge, 'front', { namespace: PROXY.namespace, labels: { istio: PROXY.labels.istio } })
    : IstioIngressGateway.fromLabels({ istio: PROXY.labels.istio });
  const gateways = world.gateways.map(
    ({ name, namespace, servers }) => new IstioGateway(edge, name, { namespace, workload, servers: servers.map(({ server }) => server) }),
  );
  for (const { name, gateway, rules, ...props } of world.routes) {
    new IstioGatewayRoute(edge, name, { ...props, gateway: gateways[gateway], rules: rules?.map((rule) => ruleOf(edge, rule)) });
  }
  return { app, gateways };
}

function ruleOf(scope: Construct, { action, ...rule }: RuleSketch): HttpRule {
  if (!isDelegate(action)) {
    return { ...rule, action };
  }
  const { name, namespace, rules } = action;
  return {
    ...rule,
    action: HttpAction.toRoute(new IstioDelegateRoute(scope, name, { namespace, rules: rules.map((one) => ruleOf(scope, one)) })),
  };
}

/** Services with pods of each version, and the rules that tell the versions apart. */
function addServices(chart: Chart): void {
  for (const name of SERVICES) {
    new ApiObject(chart, `${name}-service`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { selector: { app: name }, ports: [{ name: 'http', port: SERVICE_PORT, targetPort: SERVICE_PORT }] },
    });
    VERSIONS.forEach((version) => addPods(chart, name, version));
    const subsets = VERSIONS.map((version) => ({ name: version, labels: { version } }));
    new IstioDestinationRule(chart, name, { host: Backend.fromName(name, { port: SERVICE_PORT }), subsets });
  }
}

function addPods(chart: Chart, app: string, version: string): void {
  const labels = { app, version };
  new ApiObject(chart, `${app}-${version}`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `${app}-${version}` },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: app, image: app }] } } },
  });
}
