import { Construct, IConstruct } from 'constructs';
import { clusterFactsOf } from '../core/cluster-facts';
import { Findings } from '../core/findings';
import { checkLabels } from '../core/labels';
import { otherCluster } from '../core/same-cluster';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { IMetalLbInstall } from './install-reference';

/** Where MetalLB reads its configuration unless it was told otherwise: objects elsewhere are never looked at. */
export const METALLB_NAMESPACE = 'metallb-system';

/** What every object that configures MetalLB has. */
export interface MetalLbObjectProps {
  /**
   * Labels of the object; `label.*` is reported for wrong ones. Selectors of advertisements go by those of a pool.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * The namespace MetalLB runs in, an RFC 1123 label; `name.syntax` is reported otherwise. Its objects are ignored anywhere
   * else, so this is never the namespace of the chart.
   * @default - that of `install`, else that of the facts of the cluster, else 'metallb-system'
   */
  readonly namespace?: string;

  /**
   * The MetalLB that is to read the object: it is written after it, in its namespace and for its class of Services.
   * `reference.other-cluster` is reported for one in another cluster.
   * @default - one that is installed by other means
   */
  readonly install?: IMetalLbInstall;
}

/** Where objects of MetalLB stand. */
export interface Placement {
  readonly metadata: { readonly namespace: string; readonly labels?: { [key: string]: string } };
  readonly install?: IMetalLbInstall;
  /** The one class of Services that MetalLB serves, where that is known. */
  readonly loadBalancerClass?: string;
}

/** Reads what every object has, and reports what is wrong with it. */
export function placementOf(construct: IConstruct, { labels, namespace, install }: MetalLbObjectProps): Placement {
  const findings = Findings.of(construct);
  const read = findings.parseOptional('install', install, parseInstall);
  otherCluster(construct, read).forEach((defect) => findings.error(defect, 'install'));
  findings.parseOptional('namespace', namespace, parseDnsLabel);
  if (labels !== undefined) {
    checkLabels(findings, 'labels', labels);
  }
  const facts = clusterFactsOf(construct)?.metallb;
  return {
    metadata: { namespace: namespace ?? read?.namespace ?? facts?.namespace ?? METALLB_NAMESPACE, labels },
    install: read,
    loadBalancerClass: read?.loadBalancerClass ?? facts?.loadBalancerClass,
  };
}

function parseInstall(install: IMetalLbInstall): IMetalLbInstall {
  if (!Construct.isConstruct(install) || typeof (install as { namespace?: unknown }).namespace !== 'string') {
    throw refuse('input.type', `${quoted(install)} is not a MetalLbInstall`, 'pass a MetalLbInstall of this cluster');
  }
  return install;
}
