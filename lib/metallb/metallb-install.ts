import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { MetalLbBgpMode } from '../core/cluster-facts';
import { LateDefect } from '../core/findings';
import { k8s } from '../core/k8s.private';
import { Resource, withoutNamespace } from '../core/resource';
import { Flux } from '../gitops/flux';
import { GitOpsController, parseController } from '../gitops/gitops-controller';
import { GitOpsDialect } from '../gitops/gitops-dialect';
import { parseReleaseName } from '../gitops/helm-release';
import { parseDnsLabel } from '../values/dns-name';
import { fieldsOf } from '../values/input';
import { MetalLbMetrics } from './install/metrics';
import { Toleration } from './install/toleration';
import { checkValues, CHECKED_VERSION, parseChartVersion, toValues } from './install/values';
import { IMetalLbInstall } from './install-reference';
import { METALLB_NAMESPACE } from './metallb-object';

/** Properties of {@link MetalLbInstall}. */
export interface MetalLbInstallProps {
  /** What installs the chart. */
  readonly controller: GitOpsController;

  /**
   * Version of the chart, an exact one without a leading `v`, 0.14.2 or later: `metallb.chart-version` is reported otherwise.
   * What is written and said here is right for the charts of 0.16; earlier ones may not know all of `frr-k8s` and `prometheus`, and
   * those before 0.14.2 have no `frrk8s`.
   * @default '0.16.1', the one this library is checked against
   */
  readonly version?: string;

  /**
   * What speaks BGP: `frrk8s.enabled` and `speaker.frr.enabled` of the chart, both always written, since their defaults
   * changed from version to version. `input.choice` is reported for what is none.
   * @default MetalLbBgpMode.FRR_K8S
   */
  readonly bgpMode?: MetalLbBgpMode;

  /**
   * The class of the Services that MetalLB serves, `loadBalancerClass` of the chart: it skips all others then. A name as
   * labels have it; `label.key` is reported otherwise.
   * @default - none: it serves Services without a class
   */
  readonly loadBalancerClass?: string;

  /**
   * Taints on which the controller, the speakers and the Pods of frr-k8s may run. Reported otherwise: `label.key`, `label.value`,
   * `toleration.key-missing`, `input.choice`.
   * @default - those of control-plane nodes only, for speakers and frr-k8s, as the chart has it
   */
  readonly tolerations?: Toleration[];

  /**
   * Labels of the nodes on which speakers run, and the Pods of frr-k8s that speak BGP for them. Only these nodes announce
   * addresses. `label.*` is reported for labels that can be none.
   * @default - all Linux nodes
   */
  readonly speakerNodeSelector?: { [key: string]: string };

  /**
   * How Prometheus finds the metrics. Reported otherwise: `name.syntax`, and the warning `metallb.scrape-annotations`.
   * @default - it is not told
   */
  readonly metrics?: MetalLbMetrics;

  /**
   * Name of the Helm release and of the objects that ask for it, an RFC 1123 label of at most 53 characters;
   * `name.syntax` or `helm.release-name` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * The namespace MetalLB runs in, an RFC 1123 label; `name.syntax` is reported otherwise. It is made here.
   * @default 'metallb-system'
   */
  readonly namespace?: string;
}

/**
 * MetalLB by its own Helm chart, kept installed by a GitOps controller, in a namespace whose pod-security labels let the speakers
 * use the network of the node. What configures it takes the install as `install`: namespace and order follow from it.
 *
 * Flux applies what a Kustomization holds as a whole, and refuses all of it while it does not know one kind. So the install needs
 * a chart, and by it a file, of its own (`metallb.install-in-same-file` is reported otherwise), and two Flux Kustomizations: one of
 * that file with `wait: true`, and one of the other files with `dependsOn` the first. The `spec.path` of each is a folder with a
 * hand-written `kustomization.yaml` whose `resources` name the files, such as `../../dist/lab/metallb-install.k8s.yaml`: Flux takes
 * files from anywhere in its source.
 *
 * Argo CD takes both together: the Namespace and the `Application` are in sync wave -1, and the objects of MetalLB say
 * `SkipDryRunOnMissingResource=true`. It does not wait for an `Application` to be healthy unless its ConfigMap `argocd-cm` has
 * a health check for that kind, so the `Application` that syncs these objects needs `syncPolicy.retry` for the time until the kinds
 * of MetalLB are there.
 *
 * `metallb.installed-twice` is an error of `GitOpsApp.synth()` where a cluster has two: the kinds of MetalLB are cluster-wide.
 */
export class MetalLbInstall extends Resource implements IMetalLbInstall {
  /** The namespace MetalLB runs in. */
  public readonly namespace: string;
  /**
   * The class of the Services that it serves.
   * @default - none: it serves Services without a class
   */
  public readonly loadBalancerClass?: string;
  private readonly dialect: GitOpsDialect;

  public constructor(scope: Construct, id: string, props: MetalLbInstallProps) {
    super(scope, id);
    const { controller, version = CHECKED_VERSION, namespace = METALLB_NAMESPACE, ...values } = fieldsOf(props);
    const name = this._nameOf(values.name, parseReleaseName);
    this.namespace = namespace;
    this.loadBalancerClass = values.loadBalancerClass;
    this._findings.parse('namespace', namespace, parseDnsLabel);
    this._findings.parse('version', version, parseChartVersion);
    checkValues(this._findings, values);
    const dialect = this._findings.parse('controller', controller, (given) => parseController(given)._dialect());
    dialect?.check(this._findings);
    if (dialect?.needsOwnFile) {
      this._findings.check(() => this.checkOwnFile());
    }
    // Without a controller nothing is rendered, but patches still want an object to be on.
    this.dialect = dialect ?? new Flux({});

    this.addNamespace();
    const chart = { repository: 'https://metallb.github.io/metallb', name: 'metallb', version };
    this.dialect.addRelease(this, { name, namespace, chart, values: () => toValues(values) });
  }

  /** What objects of MetalLB need so that they can be applied together with the install. */
  public get objectAnnotations(): { [key: string]: string } | undefined {
    return this.dialect.objectAnnotations;
  }

  private addNamespace(): void {
    // Speakers use the network and raw sockets of the node.
    const labels = Object.fromEntries(['audit', 'enforce', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'privileged']));
    const metadata = { name: this.namespace, labels, annotations: this.dialect.namespaceAnnotations };
    withoutNamespace(addObject(this, 'Namespace', k8s.KubeNamespace, { metadata }));
  }

  private checkOwnFile(): LateDefect[] {
    const chart = Chart.of(this);
    const beside = chart.node.findAll().find((object) => ApiObject.isApiObject(object) && object.apiGroup === 'metallb.io');
    if (beside === undefined) {
      return [];
    }
    const what = `"${beside.node.path}" is in the same file, which Flux refuses as a whole until MetalLB is installed`;
    return [{ id: 'metallb.install-in-same-file', what, fix: 'put the install in a Chart of its own' }];
  }
}
