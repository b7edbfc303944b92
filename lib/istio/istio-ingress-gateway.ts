import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { AddressedSpec, AddressRequest, parseAddressRequest } from '../core/address-request';
import { k8s } from '../core/k8s.private';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { parseCount } from '../values/count';
import { parseDnsLabel, parseServiceName } from '../values/dns-name';
import { fieldsOf } from '../values/input';
import { existingWorkload, IIngressGatewayWorkload } from './ingress-gateway-workload';
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
   * Number of proxies, 0 to 2147483647; `count.range` is reported otherwise.
   * @default - left to Kubernetes, which runs one and lets an autoscaler change that
   */
  readonly replicas?: number;

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

// What Istio's gateway injection leaves to us: it fills in the image, the probes and the rest (chart `gateway` of istio/istio).
const PROXY: k8s.Container = {
  name: 'istio-proxy',
  image: 'auto',
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsGroup: 1337,
    runAsNonRoot: true,
    runAsUser: 1337,
  },
};
const PORTS = { 'status-port': 15021, http2: 80, https: 443 };

/**
 * The proxies through which traffic enters the mesh, behind a Service of type LoadBalancer: what Istio's `gateway` chart
 * installs. Running istiod fills in the proxy itself, so the namespace must not refuse injection.
 */
export class IstioIngressGateway extends Resource implements IIngressGatewayWorkload {
  /**
   * A gateway that is installed elsewhere. Reported by the construct that uses it: `istio.no-labels`, `label.*`, `name.syntax`.
   * @param labels labels of its pods, `{ istio: 'ingressgateway' }` for the one of Istio's default profile
   */
  public static fromLabels(labels: { [key: string]: string }, options: ExistingIngressGatewayOptions = {}): IIngressGatewayWorkload {
    return existingWorkload(labels, fieldsOf(options).namespace);
  }

  /** Labels by which gateways find the pods. */
  public readonly selector: { [key: string]: string };
  /** The Service that carries the address. */
  public readonly service: ApiObject;

  private readonly labels: { [key: string]: string };

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: IstioIngressGatewayProps = {},
  ) {
    super(scope, id);
    const name = this._nameOf(props.name, parseServiceName);
    this.selector = this.readLabels(name);
    this.labels = { app: name, ...this.selector };
    this._findings.parseOptional('replicas', props.replicas, parseCount);
    this._findings.parseOptional('namespace', props.namespace, parseDnsLabel);

    const metadata = { name, namespace: props.namespace, labels: this.labels };
    addObject(this, 'Resource', k8s.KubeDeployment, { metadata, spec: () => this._spec() });
    const address = this._findings.parseOptional('address', props.address, parseAddressRequest);
    this.service = this.addService(metadata, address?._serviceSpec());
    address?._annotate(this.service);
    this.addServiceAccount(metadata);
  }

  /** Namespace of the pods. */
  public get namespace(): string {
    return namespaceOf(this.apiObject);
  }

  /** @internal */
  public _spec(): unknown {
    const spec: k8s.DeploymentSpec = {
      replicas: this.props.replicas,
      selector: { matchLabels: this.labels },
      template: {
        metadata: {
          annotations: { 'inject.istio.io/templates': 'gateway' },
          labels: { ...this.labels, 'sidecar.istio.io/inject': 'true' },
        },
        spec: {
          serviceAccountName: this.name,
          // Lets a proxy that is not root listen on 80 and 443.
          securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
          containers: [PROXY],
        },
      },
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

  private addService(metadata: ApiObjectMetadata, addressed?: AddressedSpec): ApiObject {
    const ports = Object.entries(PORTS).map(([name, port]) => ({ name, port, targetPort: k8s.IntOrString.fromNumber(port) }));
    const spec: k8s.ServiceSpec = { type: 'LoadBalancer', selector: this.labels, ports, ...addressed };
    return addObject(this, 'Service', k8s.KubeService, { metadata, spec });
  }

  /** The identity of the proxies, which may read the certificates of their namespace: istiod asks before it hands one out. */
  private addServiceAccount(metadata: ApiObjectMetadata & { readonly name: string }): void {
    addObject(this, 'ServiceAccount', k8s.KubeServiceAccount, { metadata });
    addObject(this, 'Role', k8s.KubeRole, {
      metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }],
    });
    addObject(this, 'RoleBinding', k8s.KubeRoleBinding, {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: metadata.name }],
    });
  }
}
