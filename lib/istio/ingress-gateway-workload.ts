import { Construct } from 'constructs';
import { Findings } from '../core/findings';
import { parseDnsLabel } from '../values/dns-name';
import { struct } from '../values/input';
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
