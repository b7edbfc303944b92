import { AddressedSpec } from '../../core/address-request';
import { Findings } from '../../core/findings';
import { quoted, refuse } from '../../values/coded-error';
import { parseCount } from '../../values/count';
import { parseDnsLabel } from '../../values/dns-name';
import { oneOf, struct } from '../../values/input';
import { IngressGatewayAutoscaling, IngressGatewayNetworkPolicy, IpFamilyPolicy } from './options';

export type ReadAutoscaling = Required<IngressGatewayAutoscaling>;

/** How many proxies run by their load, or nothing where their number is fixed. */
export function readAutoscaling(
  findings: Findings,
  replicas: number | undefined,
  autoscaling: IngressGatewayAutoscaling | undefined,
): ReadAutoscaling | undefined {
  findings.parseOptional('replicas', replicas, parseCount);
  if (replicas !== undefined) {
    if (autoscaling !== undefined) {
      const what = `the number of proxies is ${quoted(replicas)}, and an autoscaler would change it`;
      findings.error({ id: 'istio.replicas-and-autoscaling', what, fix: 'drop replicas, or autoscaling' }, 'replicas');
    }
    return undefined;
  }
  const { minReplicas = 1, maxReplicas = 5, cpuUtilization = 80 } = findings.parseOptional('autoscaling', autoscaling, struct) ?? {};
  const least = findings.parse('autoscaling.minReplicas', minReplicas, parsePositive);
  const most = findings.parse('autoscaling.maxReplicas', maxReplicas, parsePositive);
  findings.parse('autoscaling.cpuUtilization', cpuUtilization, parsePositive);
  if (least !== undefined && most !== undefined && most < least) {
    const what = `${most}, the greatest number of proxies, is below ${least}, the least`;
    findings.error({ id: 'istio.autoscaling-range', what, fix: 'raise maxReplicas, or lower minReplicas' }, 'autoscaling.maxReplicas');
  }
  return { minReplicas, maxReplicas, cpuUtilization };
}

function parsePositive(value: number): number {
  if (parseCount(value) === 0) {
    throw refuse('count.range', '0 is too few', 'write 1 or more', '1 to 2147483647, whole');
  }
  return value;
}

export function parseMaxUnavailable(value: number): number {
  if (parseCount(value) === 0) {
    const what = 'with 0, no proxy may be evicted, and a drain of its node would wait forever';
    throw refuse('istio.drain-blocked', what, 'write 1 or more', '1 to 2147483647, whole');
  }
  return value;
}

/** The namespaces that may read metrics, or nothing where no policy is wanted. */
export function readNetworkPolicy(findings: Findings, policy: IngressGatewayNetworkPolicy | undefined): readonly string[] | undefined {
  const read = findings.parseOptional('networkPolicy', policy, struct);
  return read && findings.parseAll('networkPolicy.metricsFrom', read.metricsFrom ?? [], parseDnsLabel);
}

/** The IP families of the Service: those of its address, where that has a say. */
export function readIpFamilyPolicy(
  findings: Findings,
  policy: IpFamilyPolicy | undefined,
  addressed: AddressedSpec = {},
): string | undefined {
  const read: string | undefined = findings.parseOptional('ipFamilyPolicy', policy, oneOf(IpFamilyPolicy));
  const asked = addressed.ipFamilyPolicy;
  if (read !== undefined && asked !== undefined && read !== asked) {
    const what = `the families of the Service are ${read} here, and ${asked} by the address it asks for`;
    findings.error({ id: 'istio.ip-family-policy', what, fix: 'leave ipFamilyPolicy out' }, 'ipFamilyPolicy');
  }
  return asked ?? read;
}
