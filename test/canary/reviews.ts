import { Construct } from 'constructs';
import { CanaryRoute, CanaryRouteProps } from '../../lib/canary/canary-route';
import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { CanaryVersion } from '../../lib/canary/canary-version';
import { Backend } from '../../lib/core/backend';
import { IIngressGatewayWorkload } from '../../lib/istio/ingress-gateway-workload';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioServer } from '../../lib/istio/istio-server';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

/** A version of `reviews` that is tried. */
export function version(subset: string, traffic: CanaryTraffic, more: Partial<CanaryVersion> = {}): CanaryVersion {
  return { subset, labels: { version: subset }, traffic, ...more };
}

/** A canary of 10 percent in the mesh. */
export const base: CanaryRouteProps = {
  backend: Backend.fromName('reviews', { port: 9080 }),
  stable: { subset: 'v1', labels: { version: 'v1' } },
  canaries: [version('v2', CanaryTraffic.percent(10))],
};

export const HOST = 'reviews.example.com';

export function gatewayIn(scope: Construct, hosts = [HOST], workload?: IIngressGatewayWorkload): IstioGateway {
  return new IstioGateway(scope, 'edge', { servers: [IstioServer.http({ hosts })], workload });
}

type Props = Partial<CanaryRouteProps> | ((chart: Construct) => Partial<CanaryRouteProps>);

const build = (props: Props) => (chart: Construct) =>
  new CanaryRoute(chart, 'canary', { ...base, ...(typeof props === 'function' ? props(chart) : props) });

/** The whole of what is written for it. */
export function yamlWith(props: Props): string {
  return yamlOf(build(props), { namespace: 'default' });
}

/** The one document of a kind that is written for it. */
export function documentWith(kind: string, props: Props): Record<string, any> {
  return documentOf(kind, build(props), { namespace: 'default' });
}

/** The lines that a user would see. */
export function problemsWith(props: Props): string[] {
  return problemsOf(build(props), { namespace: 'default' });
}
