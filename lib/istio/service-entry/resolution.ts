import { Findings } from '../../core/findings';
import { list, madeBy } from '../../values/input';
import { Settings } from '../traffic-policy/settings';
import { checkWorkloadLabels } from '../workload-labels';
import { checkEndpoint, ServiceEntryEndpoint } from './endpoints';

type Mode = 'DNS' | 'DNS_ROUND_ROBIN' | 'DYNAMIC_DNS' | 'NONE' | 'STATIC';

interface ResolutionSettings {
  readonly mode: Mode;
  readonly endpoints?: readonly ServiceEntryEndpoint[];
  readonly workloads?: { readonly labels: { readonly [key: string]: string } };
}

/** How the addresses behind the hosts of a ServiceEntry are found. */
export class ServiceEntryResolution {
  /** Not at all: a connection goes to the address that the client asked for. */
  public static none(): ServiceEntryResolution {
    return new ServiceEntryResolution({ mode: 'NONE' });
  }

  /**
   * They are written down.
   * @param endpoints at least one; `istio.no-endpoints` is reported otherwise
   */
  public static staticEndpoints(endpoints: ServiceEntryEndpoint[]): ServiceEntryResolution {
    return new ServiceEntryResolution({ mode: 'STATIC', endpoints });
  }

  /**
   * They are those of pods and WorkloadEntries in the namespace of the ServiceEntry.
   * @param labels which they have; reported otherwise: `label.*`, `istio.no-labels` for none at all
   */
  public static staticWorkloads(labels: { [key: string]: string }): ServiceEntryResolution {
    return new ServiceEntryResolution({ mode: 'STATIC', workloads: { labels } });
  }

  /**
   * By DNS, and a connection goes to any of the addresses.
   * @param endpoints whose names are looked up; without any, the hosts are, so `istio.entry-wildcard` is reported for `*.example.com`
   */
  public static dns(endpoints: ServiceEntryEndpoint[] = []): ServiceEntryResolution {
    return new ServiceEntryResolution({ mode: 'DNS', endpoints });
  }

  /**
   * By DNS, for the names of WorkloadEntries in the namespace of the ServiceEntry.
   * @param labels which they have; reported otherwise: `label.*`, `istio.no-labels` for none at all. `istio.entry-wildcard` is reported
   * for a host `*.example.com`.
   */
  public static dnsWorkloads(labels: { [key: string]: string }): ServiceEntryResolution {
    return new ServiceEntryResolution({ mode: 'DNS', workloads: { labels } });
  }

  /**
   * By DNS, and a new connection goes to the first address of the moment: for hosts with many addresses that change.
   * @param endpoint whose name is looked up; without it, the hosts are, so `istio.entry-wildcard` is reported for `*.example.com`
   */
  public static dnsRoundRobin(endpoint?: ServiceEntryEndpoint): ServiceEntryResolution {
    return new ServiceEntryResolution({ mode: 'DNS_ROUND_ROBIN', endpoints: endpoint === undefined ? [] : [endpoint] });
  }

  /**
   * By DNS, for the very host that a request names: for `*.example.com`. `istio.entry-wildcard` is reported for hosts without `*`,
   * `istio.entry-addresses` for addresses, `istio.entry-protocol` for ports that speak neither HTTP nor TLS.
   */
  public static dynamicDns(): ServiceEntryResolution {
    return new ServiceEntryResolution({ mode: 'DYNAMIC_DNS' });
  }

  private constructor(private readonly settings: ResolutionSettings) {}

  /** @internal */
  public get _mode(): Mode {
    return this.settings.mode;
  }

  /**
   * Whether istiod takes only hosts that can be looked up, since no endpoint is named.
   * @internal
   */
  public get _looksUpHosts(): boolean {
    const { mode, endpoints } = this.settings;
    return (mode === 'DNS' || mode === 'DNS_ROUND_ROBIN') && (endpoints === undefined || endpoints?.length === 0);
  }

  /** @internal */
  public _check(findings: Findings, field: string, portNames: readonly string[]): void {
    const { mode, endpoints, workloads } = this.settings;
    const given = findings.parseOptional(`${field}.endpoints`, endpoints, list<ServiceEntryEndpoint>);
    given?.forEach((endpoint, index) => {
      const settings = new Settings<ServiceEntryEndpoint>(findings, `${field}.endpoints[${index}]`, endpoint);
      if (settings.isReadable) {
        checkEndpoint(settings, { portNames, byDns: mode !== 'STATIC' });
      }
    });
    if (given?.length === 0 && mode === 'STATIC') {
      const fix = 'name one, or resolve the entry another way';
      findings.error({ id: 'istio.no-endpoints', what: 'no endpoint is named, so requests have nowhere to go', fix }, `${field}.endpoints`);
    }
    if (workloads !== undefined) {
      checkWorkloadLabels(findings, `${field}.labels`, workloads.labels);
    }
  }

  /** @internal */
  public _document(): unknown {
    const { mode, endpoints = [], workloads } = this.settings;
    return { resolution: mode, endpoints: endpoints.length === 0 ? undefined : endpoints, workloadSelector: workloads };
  }
}

export const parseResolution = madeBy(ServiceEntryResolution, 'ServiceEntryResolution.dns(), or another of its ways');
