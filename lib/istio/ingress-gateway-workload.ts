import { Construct, IConstruct } from 'constructs';
import { clusterOf } from '../core/cluster-facts';
import { Findings, LateDefect } from '../core/findings';
import { quoted } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { struct } from '../values/input';
import { ServerProtocol } from './istio-server';
import { checkSelector } from './selector';

/** Where Istio's own installation puts its ingress gateway. */
export const ISTIO_NAMESPACE = 'istio-system';

/** The proxies that an {@link IstioGateway} configures, as far as it has to know them. */
export interface IIngressGatewayWorkload {
  /** Namespace of the pods. Secrets with certificates are read from there, and nowhere else (istiod `pilot/pkg/xds/sds.go`). */
  readonly namespace: string;

  /** Labels of the pods; a proxy that has all of them is configured. */
  readonly selector: { [key: string]: string };
}

/** The proxies of a workload that somebody else installed. */
export function existingWorkload(selector: { [key: string]: string }, namespace = ISTIO_NAMESPACE): IIngressGatewayWorkload {
  return { selector, namespace };
}

const DEFAULT = existingWorkload({ istio: 'ingressgateway' });

/** The workload of a gateway. One that was only described is checked here; one that is a construct reports by itself. */
export function readWorkload(findings: Findings, workload: IIngressGatewayWorkload = DEFAULT): IIngressGatewayWorkload {
  const read = findings.parse('workload', workload, struct) ?? DEFAULT;
  if (Construct.isConstruct(read)) {
    findings.parse('workload.selector', read.selector, struct);
  } else {
    findings.parse('workload.namespace', read.namespace, parseDnsLabel);
    checkSelector(findings, 'workload.selector', read.selector);
  }
  return read;
}

/** A port on which a gateway listens. */
export interface ServedPort {
  readonly port: number;
  readonly protocol: ServerProtocol;
}

/** A workload whose Service opens the ports of its gateways: one that is made in this program. */
interface OpeningWorkload extends IIngressGatewayWorkload {
  _open(ports: readonly ServedPort[]): void;
}

/** Opens the ports of a gateway on its workload; of one that was only described, nothing can be opened. */
export function openPorts(workload: IIngressGatewayWorkload, ports: readonly ServedPort[]): void {
  if (typeof (workload as Partial<OpeningWorkload>)._open === 'function') {
    (workload as OpeningWorkload)._open(ports);
  }
}

// Kept by the root of their tree, so that each gateway finds them without a walk over all of it.
const made = new WeakMap<IConstruct, (IConstruct & IIngressGatewayWorkload)[]>();

/** Tells of a workload of this program. */
export function addMade(workload: IConstruct & IIngressGatewayWorkload): void {
  const { root } = workload.node;
  made.set(root, [...(made.get(root) ?? []), workload]);
}

/**
 * A gateway that names no workload has the one of Istio's own installation. Where one of this program has its labels elsewhere, that
 * one is meant: it opens the ports of the gateway, and it reads the certificates.
 */
export function omittedWorkload(construct: IConstruct): LateDefect[] {
  const beside = (made.get(construct.node.root) ?? []).filter((workload) => clusterOf(workload) === clusterOf(construct));
  const meant = beside.find(({ namespace, selector }) => namespace !== DEFAULT.namespace && selector.istio === DEFAULT.selector.istio);
  if (meant === undefined) {
    return [];
  }
  const what = `no workload is named, so the pods are taken to be in ${quoted(DEFAULT.namespace)}, and ${quoted(meant.node.path)} has their labels elsewhere`;
  const fix =
    'pass workload: the IstioIngressGateway, or IstioIngressGateway.fromLabels(…) for pods that are not of this program; ' +
    'a route takes it with gateway: new IstioGateway(…)';
  return [{ id: 'istio.workload-omitted', field: 'workload', what, fix }];
}
