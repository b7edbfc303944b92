import { MetalLbBgpMode } from '../../core/cluster-facts';
import { Document } from '../../manifests/document';
import { Manifests } from '../../manifests/manifests';
import { parsedYaml } from '../../manifests/parsed-yaml';
import { filled, items, struct } from '../../manifests/raw';

/** The Helm chart of MetalLB, as something asks a GitOps controller to install it into this cluster: what is written there, and no more. */
export interface MetalLbChart {
  /** Construct path of the object that asks. */
  readonly origin: string;
  /** Its version, or the range of versions that it may have; without any it is the latest. */
  readonly version?: string;
  readonly namespace?: Said<string>;
  readonly values: Said<ChartValues>;
  /** Whether no other values may come from where they are not seen. */
  readonly isWhole: boolean;
}

/** What the object says of one thing, and where. */
export interface Said<T> {
  readonly field: string;
  readonly value: T;
}

/** The values of the chart that tell how MetalLB runs. */
export interface ChartValues {
  /** `frrk8s.enabled`, or `frrk8s.external`. */
  readonly frrK8s?: boolean;
  /** `speaker.frr.enabled`. */
  readonly frr?: boolean;
  /** Empty for none. */
  readonly loadBalancerClass?: string;
}

export function metalLbCharts(manifests: Manifests): MetalLbChart[] {
  return [
    ...manifests
      .ofKind('helm.toolkit.fluxcd.io/HelmRelease')
      .flatMap((document) => ofHelmRelease(document, manifests.namespaceOf(document))),
    ...manifests.ofKind('argoproj.io/Application').flatMap(ofApplication),
  ];
}

/** The BGP mode of MetalLB, as far as the values tell it. */
export function bgpModeOf({ frrK8s, frr }: ChartValues): MetalLbBgpMode | undefined {
  if (frrK8s !== false) {
    return frrK8s && MetalLbBgpMode.FRR_K8S;
  }
  return frr === undefined ? undefined : frr ? MetalLbBgpMode.FRR : MetalLbBgpMode.NATIVE;
}

/** What it has inline comes before what it has from elsewhere. */
function ofHelmRelease({ origin, object }: Document, ownNamespace = ''): MetalLbChart[] {
  const { chart, targetNamespace, kubeConfig, values, valuesFrom } = struct(object.spec);
  const { chart: name, version } = struct(struct(chart).spec);
  if (name !== 'metallb' || kubeConfig !== undefined) {
    return []; // with a kubeConfig it is for another cluster
  }
  const namespace = { field: 'spec.targetNamespace', value: filled(targetNamespace) ?? ownNamespace };
  const said = { field: 'spec.values', value: chartValues(values) };
  return [{ origin, version: filled(version), namespace, values: said, isWhole: items(valuesFrom).length === 0 }];
}

function ofApplication({ origin, object }: Document): MetalLbChart[] {
  const { destination, source, sources } = struct(object.spec);
  const { namespace, server, name } = struct(destination);
  if (isForeign(server, 'https://kubernetes.default.svc') || isForeign(name, 'in-cluster')) {
    return [];
  }
  const into = filled(namespace);
  return sourcesOf(source, sources)
    .filter(({ chart }) => chart.chart === 'metallb')
    .map(({ field, chart }) => ({
      origin,
      version: filled(chart.targetRevision),
      namespace: into === undefined ? undefined : { field: 'spec.destination.namespace', value: into },
      ...helmValues(field, struct(chart.helm)),
    }));
}

function sourcesOf(source: unknown, sources: unknown) {
  return Array.isArray(sources)
    ? items(sources).map((one, index) => ({ field: `spec.sources[${index}]`, chart: struct(one) }))
    : [{ field: 'spec.source', chart: struct(source) }];
}

function isForeign(named: unknown, own: string): boolean {
  return filled(named) !== undefined && named !== own;
}

/** Parameters come before all values, which come before those of files. */
function helmValues(source: string, helm: Readonly<Record<string, unknown>>): Pick<MetalLbChart, 'values' | 'isWhole'> {
  const { valuesObject, values, valueFiles, parameters, fileParameters } = helm;
  const isOverridden = [parameters, fileParameters].some((list) => items(list).length > 0);
  const given = valuesObject ?? parsedYaml(values);
  const isRead = typeof (given ?? {}) === 'object' && (filled(values) === undefined || given !== undefined);
  return {
    values: { field: `${source}.helm.valuesObject`, value: isOverridden ? {} : chartValues(given) },
    isWhole: !isOverridden && isRead && items(valueFiles).length === 0,
  };
}

function chartValues(given: unknown): ChartValues {
  const { frrk8s, speaker, loadBalancerClass } = struct(given);
  const { enabled, external } = struct(frrk8s);
  const { enabled: frr } = struct(struct(speaker).frr);
  return {
    frrK8s: external === true || truth(enabled),
    frr: truth(frr),
    loadBalancerClass: typeof loadBalancerClass === 'string' ? loadBalancerClass : undefined,
  };
}

function truth(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
