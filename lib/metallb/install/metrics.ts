import { MetalLbBgpMode } from '../../core/cluster-facts';
import { Findings } from '../../core/findings';
import { parseDnsLabel, parseDnsSubdomain } from '../../values/dns-name';
import { struct } from '../../values/input';

/** Who reads the metrics by a `ServiceMonitor`: {@link MetalLbMetrics.serviceMonitor}. */
export interface PrometheusAccount {
  /** The namespace Prometheus runs in, an RFC 1123 label; `name.syntax` is reported otherwise. */
  readonly namespace: string;

  /** The service account of Prometheus, an RFC 1123 subdomain; it is allowed to find the Pods. `name.syntax` is reported otherwise. */
  readonly serviceAccount: string;
}

/**
 * How Prometheus finds the metrics of MetalLB, which speaks HTTPS only since 0.16. There is no way for a `PodMonitor`: the one
 * of the chart asks for a port `monitoring`, which Pods of 0.16 do not have.
 */
export class MetalLbMetrics {
  /**
   * By the annotations `prometheus.io/scrape`, `…/scheme` and `…/port` of the Pods: `prometheus.scrapeAnnotations` of the chart.
   * Pods of frr-k8s, which know the state of BGP sessions, have none. With `MetalLbBgpMode.FRR` the speakers have the first only,
   * by which Prometheus would ask them by HTTP: the warning `metallb.scrape-annotations`.
   */
  public static scrapeAnnotations(): MetalLbMetrics {
    return new MetalLbMetrics();
  }

  /** By a `ServiceMonitor` of the Prometheus Operator, for frr-k8s too: `prometheus.serviceMonitor` of the chart. */
  public static serviceMonitor(prometheus: PrometheusAccount): MetalLbMetrics {
    return new MetalLbMetrics({ prometheus });
  }

  private constructor(private readonly monitor?: { readonly prometheus: PrometheusAccount }) {}

  /** @internal */
  public _check(findings: Findings, bgpMode: MetalLbBgpMode): void {
    if (this.monitor === undefined && bgpMode === MetalLbBgpMode.FRR) {
      const what = 'with BGP mode "frr" the chart gives speakers no scheme and port to scrape, and they answer by HTTPS only';
      const fix =
        'take MetalLbMetrics.serviceMonitor(…), or have Prometheus scrape every port of Pods by HTTPS, and acknowledge the warning';
      findings.warning({ id: 'metallb.scrape-annotations', what, fix }, 'metrics');
    }
    const account = this.monitor && findings.parse('metrics', this.monitor.prometheus, struct);
    if (account !== undefined) {
      findings.parse('metrics.namespace', account.namespace, parseDnsLabel);
      findings.parse('metrics.serviceAccount', account.serviceAccount, parseDnsSubdomain);
    }
  }

  /**
   * What the chart of MetalLB has under `prometheus`.
   * @internal
   */
  public _prometheus(): unknown {
    return this._frrK8sPrometheus() ?? { scrapeAnnotations: true };
  }

  /**
   * What the chart of frr-k8s has there. It knows `scrapeAnnotations` too, and does nothing with it.
   * @internal
   */
  public _frrK8sPrometheus(): unknown {
    if (this.monitor === undefined) {
      return undefined;
    }
    const { namespace, serviceAccount } = this.monitor.prometheus;
    return { serviceMonitor: { enabled: true }, rbacPrometheus: true, namespace, serviceAccount };
  }
}
