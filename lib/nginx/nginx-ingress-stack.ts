import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { AddressRequest, parseAddressRequest } from '../core/address-request';
import { ExternalTrafficPolicy } from '../core/external-traffic-policy';
import { k8s } from '../core/k8s.private';
import { Resource, withoutNamespace } from '../core/resource';
import { quoted, refuse } from '../values/coded-error';
import { parseCount } from '../values/count';
import { parseDnsLabel, parseDnsSubdomain } from '../values/dns-name';
import { fieldsOf, oneOf, struct, text } from '../values/input';
import { addAccess } from './access';
import { addAdmission } from './admission';
import { addController } from './controller';
import { NginxRoute, NginxRouteOptions } from './nginx-route';
import { INGRESS_NGINX, RELEASE, labelsOf } from './release';

/** Properties of {@link NginxIngressStack}. */
export interface NginxIngressStackProps {
  /**
   * The address that requests come to, asked of a MetalLB pool: `pool.reserve('192.168.1.200')` or `pool.any()`. The Service is of
   * the IP families of that address or pair, and of the class that MetalLB serves, as the `install` of the pool or the facts of
   * the cluster have it.
   * @default - left to MetalLB, which takes one from any pool it may assign from by itself
   */
  readonly address?: AddressRequest;

  /**
   * The namespace of the controller, made here; an RFC 1123 label, `name.syntax` is reported otherwise.
   * @default 'ingress-nginx'
   */
  readonly namespace?: string;

  /**
   * Name of the IngressClass that routes go by, an RFC 1123 subdomain; `name.syntax` is reported otherwise. Its controller is
   * always `k8s.io/ingress-nginx`.
   * @default 'nginx'
   */
  readonly ingressClass?: string;

  /**
   * How many pods serve requests, 1 to 2147483647. `nginx.replicas` is reported for none, since without a pod behind the
   * admission webhook every change of an Ingress in the cluster is refused; `count.range` for what is no count.
   * @default - left to Kubernetes, which runs one, or to a HorizontalPodAutoscaler
   */
  readonly replicas?: number;

  /**
   * Which nodes take requests. With LOCAL, backends see the address of the client, and MetalLB announces the address only from
   * nodes that run a controller pod: on a layer 2 network a single one of them, so further replicas stand by. With CLUSTER, any
   * node may announce it and passes requests on, and backends see the address of that node. An address that this Service
   * shares with others takes CLUSTER (MetalLB `internal/allocator`).
   * @default ExternalTrafficPolicy.LOCAL
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * Settings of the controller, as its ConfigMap has them: `{ 'use-forwarded-headers': 'true' }`. The controller ignores keys it
   * does not know. `nginx.config-key` is reported for a key that a ConfigMap cannot have, `input.type` for a value that is not
   * text, such as `true` without quotes (kube-apiserver).
   * @default - the defaults of the controller
   */
  readonly config?: { readonly [key: string]: string };
}

/**
 * The ingress-nginx controller at its last release, 1.15.1, whole: accounts, controller, IngressClass and admission webhook,
 * behind a Service of type LoadBalancer that MetalLB gives an address. One a cluster: the names of its objects are fixed.
 *
 * Until a controller pod is ready, its webhook refuses every Ingress of the cluster: apply the stack first, routes after it.
 *
 * ingress-nginx was retired in March 2026. The warning `ingress.retired` says so; acknowledge it with
 * `Problems.of(stack).acknowledge('ingress.retired', reason)`.
 */
export class NginxIngressStack extends Resource {
  /** Name of the IngressClass: what an Ingress says to be served by this controller. */
  public readonly ingressClass: string;
  /** The Service that carries the address. */
  public readonly service: ApiObject;

  public constructor(scope: Construct, id: string, props: NginxIngressStackProps = {}) {
    super(scope, id);
    const { namespace = INGRESS_NGINX, ingressClass = 'nginx', externalTrafficPolicy = ExternalTrafficPolicy.LOCAL } = fieldsOf(props);
    const { replicas } = fieldsOf(props);
    this.ingressClass = ingressClass;
    this._findings.parse('namespace', namespace, parseDnsLabel);
    this._findings.parse('ingressClass', ingressClass, parseDnsSubdomain);
    this._findings.parseOptional('replicas', replicas, parseReplicas);
    this._findings.parse('externalTrafficPolicy', externalTrafficPolicy, oneOf(ExternalTrafficPolicy));
    const config = this._findings.parseOptional('config', fieldsOf(props).config, struct);
    this.checkConfig(config);
    this.warnOfRetirement();

    withoutNamespace(addObject(this, 'Namespace', k8s.KubeNamespace, { metadata: { name: namespace, labels: labelsOf('controller') } }));
    addAccess(this, namespace);
    const address = this._findings.parseOptional('address', fieldsOf(props).address, parseAddressRequest);
    const addressed = address?._serviceSpec();
    this.service = addController(this, { namespace, ingressClass, externalTrafficPolicy, addressed, replicas, config });
    address?._annotate(this.service);
    addAdmission(this, namespace);
  }

  /**
   * Adds a route that this controller serves, in the chart of the stack, and so in its namespace unless the options name that
   * of the backends. For one in the chart of its backends, write
   * `new NginxRoute(chart, id, { ingressClass: stack.ingressClass, ... })`.
   * @param id id of the route, and name of its Ingress unless the options have one
   */
  public addRoute(id: string, options: NginxRouteOptions): NginxRoute {
    return new NginxRoute(this, id, { ...options, ingressClass: this.ingressClass });
  }

  private checkConfig(config: NginxIngressStackProps['config'] = {}): void {
    Object.entries(config).forEach(([key, value]) => {
      this._findings.parse('config', key, parseConfigKey);
      this._findings.parse(`config.${key}`, value, text);
    });
  }

  private warnOfRetirement(): void {
    this._findings.warning({
      id: 'ingress.retired',
      what: `ingress-nginx was retired in March 2026: ${RELEASE} is its last release, and what is found in it since is not patched`,
      fix: 'move its routes to the Gateway API or to Istio, or acknowledge the warning with a reason',
    });
  }
}

function parseReplicas(replicas: number): number {
  if (parseCount(replicas) === 0) {
    const what = '0 pods cannot serve, and while there is none every change of an Ingress in the cluster is refused';
    throw refuse('nginx.replicas', what, 'write 1 or more', '1 to 2147483647');
  }
  return replicas;
}

function parseConfigKey(key: string): string {
  if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key.startsWith('..') || key === '.') {
    throw refuse(
      'nginx.config-key',
      `${quoted(key)} is not a key of a ConfigMap`,
      'take the keys from the ConfigMap page of the ingress-nginx documentation',
      'letters, digits, "-", "_" and ".", at most 253',
    );
  }
  return key;
}
