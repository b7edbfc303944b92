import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { AddressRequest, parseAddressRequest } from '../core/address-request';
import { ExternalTrafficPolicy } from '../core/external-traffic-policy';
import { k8s } from '../core/k8s.private';
import { checkLabels } from '../core/labels';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { parseDnsLabel, parseServiceName } from '../values/dns-name';
import { fieldsOf, oneOf } from '../values/input';
import { addAutoscaler, addDisruptionBudget, addServiceAccount, Named, networkPolicySpec } from './ingress-gateway/companions';
import { IngressGatewayAutoscaling, IngressGatewayNetworkPolicy, IpFamilyPolicy } from './ingress-gateway/options';
import { deploymentSpec } from './ingress-gateway/pods';
import { openPortsFor } from './ingress-gateway/ports';
import { parseMaxUnavailable, readAutoscaling, readIpFamilyPolicy, readNetworkPolicy } from './ingress-gateway/read-options';
import { addMade, existingWorkload, IIngressGatewayWorkload, ServedPort } from './ingress-gateway-workload';
import { checkSelector } from './selector';

/** Properties of {@link IstioIngressGateway}. */
export interface IstioIngressGatewayProps {
  /**
   * The address its Service asks for, made by a pool. The Service is of the IP families of that address or pair, and of the class
   * that MetalLB serves, as the `install` of the pool or the facts of the cluster have it.
   * @default - none is asked for; whatever serves Services of type LoadBalancer chooses one
   */
  readonly address?: AddressRequest;

  /**
   * The IP families of the Service; `input.choice` is reported for what is none, `istio.ip-family-policy` when the address that is asked
   * for is of others.
   * @default - those of the address, where it is asked for by name and not of IPv4 alone; else left to Kubernetes, which takes the
   *   default family of the cluster
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;

  /**
   * Which nodes take requests; `input.choice` is reported for what is none. With LOCAL, the proxies see the address of the client, and
   * MetalLB announces the address only from nodes that run a proxy, so they are spread over the nodes as far as there are some.
   * @default - left to Kubernetes, which takes ExternalTrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * A fixed number of proxies, 0 to 2147483647, without an autoscaler. Reported otherwise: `count.range`,
   * `istio.replicas-and-autoscaling` when both are said.
   * @default - left to the autoscaler
   */
  readonly replicas?: number;

  /**
   * How many proxies run by their load (HorizontalPodAutoscaler); needs the metrics server, without which there is one.
   * @default - 1 to 5 at 80 % of CPU, as Istio's own chart has it; no autoscaler when `replicas` is said
   */
  readonly autoscaling?: IngressGatewayAutoscaling;

  /**
   * How many proxies may be missing at once while nodes are drained (PodDisruptionBudget), 1 to 2147483647. Reported otherwise:
   * `count.range`, `istio.drain-blocked` for 0. Where one proxy runs, its drain ends the service until another is ready: run two for more.
   * @default 1
   */
  readonly maxUnavailable?: number;

  /**
   * Lets clients in to the ports of the Service only (NetworkPolicy); `{}` for nothing else. What the proxies connect to is left
   * open: istiod, DNS and backends that no Gateway knows. It needs a network plugin that enforces policies.
   * @default - none: the proxies can be reached on every port
   */
  readonly networkPolicy?: IngressGatewayNetworkPolicy;

  /**
   * The revision of istiod that injects the proxies, or a tag for one: label `istio.io/rev` of the pods. An RFC 1123 label;
   * `name.syntax` is reported otherwise.
   * @default - the one that the namespace says, else the default one
   */
  readonly revision?: string;

  /**
   * Labels of the nodes that the proxies may run on. `label.*` is reported for what can be none.
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Labels by which gateways find the pods. On the wire they stand beside `app: <name>`, or in its place when `app` is among them.
   * Reported otherwise: `istio.no-labels`, `label.*`.
   * @default - `istio: <name>`, without a leading `istio-`, as Istio's own chart has it
   */
  readonly labels?: { [key: string]: string };

  /**
   * Name of all its objects, an RFC 1035 label; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Namespace of all its objects; `name.syntax` is reported when it is none.
   * @default - the namespace of the chart, else the default one of the cluster
   */
  readonly namespace?: string;
}

/** Where a gateway runs that is installed elsewhere. */
export interface ExistingIngressGatewayOptions {
  /**
   * Namespace of the pods.
   * @default 'istio-system'
   */
  readonly namespace?: string;
}

/**
 * The proxies through which traffic enters the mesh, behind a Service of type LoadBalancer: what Istio's `gateway` chart
 * installs. Running istiod fills in the proxy itself, so the namespace must not refuse injection.
 *
 * The Service has ports 80, 443 and 15021 (health), and each port of a server of the gateways that configure it.
 */
export class IstioIngressGateway extends Resource implements IIngressGatewayWorkload {
  /**
   * A gateway that is installed elsewhere. Its Service has to have the ports of the servers already. Reported by the construct that
   * uses it: `istio.no-labels`, `label.*`, `name.syntax`.
   * @param labels labels of its pods, `{ istio: 'ingressgateway' }` for the one of Istio's default profile
   */
  public static fromLabels(labels: { [key: string]: string }, options: ExistingIngressGatewayOptions = {}): IIngressGatewayWorkload {
    return existingWorkload(labels, fieldsOf(options).namespace);
  }

  /** Labels by which gateways find the pods. */
  public readonly selector: { [key: string]: string };
  /** The Service that carries the address. */
  public readonly service: ApiObject;

  private readonly props: IstioIngressGatewayProps;
  private readonly labels: { [key: string]: string };
  private readonly served: ServedPort[] = [];

  public constructor(scope: Construct, id: string, props: IstioIngressGatewayProps = {}) {
    super(scope, id);
    this.props = fieldsOf(props);
    const name = this._nameOf(this.props.name, parseServiceName);
    this.selector = this.readLabels(name);
    this.labels = { app: name, ...this.selector };
    this.checkProps();

    const metadata = { name, namespace: this.props.namespace, labels: this.labels };
    addObject(this, 'Resource', k8s.KubeDeployment, { metadata, spec: () => this._spec() });
    this.service = this.addService(metadata);
    addServiceAccount(this, metadata);
    this.addCompanions(metadata);
    addMade(this);
  }

  /** Namespace of the pods. */
  public get namespace(): string {
    return namespaceOf(this.apiObject);
  }

  /**
   * Opens ports of the Service: those of a gateway that configures these proxies.
   * @internal
   */
  public _open(ports: readonly ServedPort[]): void {
    this.served.push(...ports);
  }

  /** @internal */
  public _spec(): unknown {
    const { replicas, revision, nodeSelector, externalTrafficPolicy } = this.props;
    return deploymentSpec({ serviceAccount: this.name, labels: this.labels, replicas, revision, nodeSelector, externalTrafficPolicy });
  }

  /** @internal */
  public _serviceSpec(fields: object): unknown {
    const { externalTrafficPolicy } = this.props;
    const spec: k8s.ServiceSpec = {
      type: 'LoadBalancer',
      externalTrafficPolicy,
      selector: this.labels,
      ports: openPortsFor(this.served).map(({ name, port }) => ({
        name,
        port,
        protocol: 'TCP',
        targetPort: k8s.IntOrString.fromNumber(port),
      })),
      ...fields,
    };
    return spec;
  }

  private readLabels(name: string): { [key: string]: string } {
    const { labels } = this.props;
    if (labels === undefined) {
      return { istio: String(name).replace(/^istio-/, '') };
    }
    checkSelector(this._findings, 'labels', labels);
    return { ...labels };
  }

  private checkProps(): void {
    const { namespace, revision, nodeSelector, externalTrafficPolicy } = this.props;
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    this._findings.parseOptional('revision', revision, parseDnsLabel);
    this._findings.parseOptional('externalTrafficPolicy', externalTrafficPolicy, oneOf(ExternalTrafficPolicy));
    if (nodeSelector !== undefined) {
      checkLabels(this._findings, 'nodeSelector', nodeSelector);
    }
  }

  private addService(metadata: ApiObjectMetadata): ApiObject {
    const address = this._findings.parseOptional('address', this.props.address, parseAddressRequest);
    const addressed = address?._serviceSpec();
    const ipFamilyPolicy = readIpFamilyPolicy(this._findings, this.props.ipFamilyPolicy, addressed);
    const spec = () => this._serviceSpec({ ...addressed, ipFamilyPolicy });
    const service = addObject(this, 'Service', k8s.KubeService, { metadata, spec });
    address?._annotate(service);
    return service;
  }

  private addCompanions(metadata: Named): void {
    const { replicas, autoscaling, maxUnavailable = 1, networkPolicy } = this.props;
    const scaling = readAutoscaling(this._findings, replicas, autoscaling);
    if (scaling !== undefined) {
      addAutoscaler(this, metadata, scaling);
    }
    this._findings.parse('maxUnavailable', maxUnavailable, parseMaxUnavailable);
    addDisruptionBudget(this, metadata, this.labels, maxUnavailable);
    const metricsFrom = readNetworkPolicy(this._findings, networkPolicy);
    if (metricsFrom !== undefined) {
      const spec = () => networkPolicySpec(this.labels, openPortsFor(this.served), metricsFrom);
      addObject(this, 'NetworkPolicy', k8s.KubeNetworkPolicy, { metadata, spec });
    }
  }
}
