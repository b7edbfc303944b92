import { MetalLbBgpMode } from '../../core/cluster-facts';
import { Findings } from '../../core/findings';
import { checkLabels } from '../../core/labels';
import { quoted, refuse } from '../../values/coded-error';
import { madeBy, oneOf, text } from '../../values/input';
import { parseLabelKey } from '../../values/label';
import { MetalLbMetrics } from './metrics';
import { parseToleration, Toleration } from './toleration';

/** The version of the chart, and of MetalLB, whose facts this library knows. */
export const CHECKED_VERSION = '0.16.1';

// Semantic Versioning 2.0, as the index of the chart repository has it.
const EXACT_VERSION = /^(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;
// The first chart with `frrk8s` (MetalLB `website/content/release-notes`); one before it would install another BGP mode without a word.
const FIRST_VERSION = [0, 14, 2];

/** What is said about the chart. */
interface ChartSettings {
  readonly bgpMode?: MetalLbBgpMode;
  readonly loadBalancerClass?: string;
  readonly tolerations?: Toleration[];
  readonly speakerNodeSelector?: { [key: string]: string };
  readonly metrics?: MetalLbMetrics;
}

export function parseChartVersion(version: string): string {
  const numbers = EXACT_VERSION.exec(text(version))?.slice(1, 4).map(Number);
  if (numbers === undefined) {
    const what = `${quoted(version)} is not an exact version, so what runs could change without a commit`;
    throw refuse('metallb.chart-version', what, `write one version such as "${CHECKED_VERSION}"`, 'major.minor.patch');
  }
  if (isBefore(numbers, FIRST_VERSION)) {
    const what = `the chart of version ${quoted(version)} does not know frrk8s, and would not install the BGP mode that is asked for`;
    throw refuse(
      'metallb.chart-version',
      what,
      `take a later version, such as "${CHECKED_VERSION}"`,
      `${FIRST_VERSION.join('.')} or later`,
    );
  }
  return version;
}

function isBefore(numbers: readonly number[], others: readonly number[]): boolean {
  const first = numbers.findIndex((number, index) => number !== others[index]);
  return first >= 0 && numbers[first] < others[first];
}

export function checkValues(findings: Findings, settings: ChartSettings): void {
  findings.parseOptional('bgpMode', settings.bgpMode, oneOf(MetalLbBgpMode));
  findings.parseOptional('loadBalancerClass', settings.loadBalancerClass, parseLabelKey);
  findings.parseAll('tolerations', settings.tolerations ?? [], parseToleration);
  checkLabels(findings, 'speakerNodeSelector', settings.speakerNodeSelector ?? {});
  findings
    .parseOptional('metrics', settings.metrics, madeBy(MetalLbMetrics, 'MetalLbMetrics.scrapeAnnotations(), or another of its ways'))
    ?._check(findings, settings.bgpMode ?? MetalLbBgpMode.FRR_K8S);
}

/** The values of the chart (MetalLB `charts/metallb/values.yaml`); `frr-k8s` are those of the chart inside it. */
export function toValues(settings: ChartSettings): { [key: string]: unknown } {
  const { bgpMode = MetalLbBgpMode.FRR_K8S, loadBalancerClass, metrics } = settings;
  const tolerations = settings.tolerations?.length ? settings.tolerations.map(parseToleration) : undefined;
  const onNodes = { nodeSelector: whereSaid(settings.speakerNodeSelector ?? {}), tolerations };
  const ofFrrK8s = { frrk8s: whereSaid(onNodes), prometheus: metrics?._frrK8sPrometheus() };
  return {
    loadBalancerClass,
    controller: whereSaid({ tolerations }),
    speaker: { ...onNodes, frr: { enabled: bgpMode === MetalLbBgpMode.FRR } },
    frrk8s: { enabled: bgpMode === MetalLbBgpMode.FRR_K8S },
    'frr-k8s': bgpMode === MetalLbBgpMode.FRR_K8S ? whereSaid(ofFrrK8s) : undefined,
    prometheus: metrics?._prometheus(),
  };
}

/** Nothing rather than a group of nothing. */
function whereSaid(values: { readonly [key: string]: unknown }): unknown {
  return Object.values(values).some((value) => value !== undefined) ? values : undefined;
}
