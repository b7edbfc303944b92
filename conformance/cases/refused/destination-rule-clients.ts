import { ExportTo } from '../../../lib/istio/export-to';
import { IstioDestinationRuleProps } from '../../../lib/istio/istio-destination-rule';
import { around, Expectation, policy, RefusedCase, refused } from './case';
import { destinationRule } from './documents';
import { ruleWith } from './policy-case';

// Which clients a DestinationRule is for (facts: Istio, DestinationRule, exportTo and workloadSelector).

const OUTLIERS = 'trafficPolicy: { outlierDetection: {} }';

function audience(name: string, exportTo: ExportTo, texts: [wrong: string, right: string], expect: Expectation, others = {}): RefusedCase {
  const props: Partial<IstioDestinationRuleProps> = { outlierDetection: {}, exportTo, ...others };
  return {
    name: `destination rule: exported to ${name}`,
    ours: ruleWith(props),
    problem: ['istio.export-to', 'IstioDestinationRule.exportTo'],
    ask: 'istio',
    raw: around((text) => destinationRule(`${OUTLIERS}, ${text}`))(...texts),
    expect,
  };
}

const SELECTOR = 'workloadSelector: { matchLabels: { app: api } }';

export const destinationRuleClients: RefusedCase[] = [
  audience(
    'one namespace twice',
    ExportTo.namespaces(['.', 'shop']),
    ['exportTo: [., shop]', 'exportTo: [.]'],
    refused('duplicate entries'),
  ),
  audience(
    'every namespace and another',
    ExportTo.namespaces(['*', 'other']),
    ['exportTo: ["*", other]', 'exportTo: ["*"]'],
    refused('cannot have both public (*) and non-public'),
  ),
  audience('none', ExportTo.none(), ['exportTo: ["~"]', 'exportTo: [.]'], refused('~ (none) is not allowed')),
  audience('an empty list', ExportTo.namespaces([]), ['exportTo: []', 'exportTo: [.]'], policy()),
  audience(
    'others than the pods that it is for',
    ExportTo.all(),
    [`${SELECTOR}, exportTo: ["*"]`, `${SELECTOR}, exportTo: [.]`],
    refused('exportTo beyond current namespace'),
    { workloadSelector: { app: 'api' } },
  ),
  {
    name: 'destination rule: for pods without labels',
    ours: ruleWith({ outlierDetection: {}, workloadSelector: {} }),
    problem: ['istio.no-labels', 'IstioDestinationRule.workloadSelector'],
    ask: 'istio',
    raw: around((labels) => destinationRule(`${OUTLIERS}, workloadSelector: { matchLabels: ${labels} }`))('{}', '{ app: api }'),
    expect: policy({ analyzer: 'IST0133' }, {}),
  },
];
