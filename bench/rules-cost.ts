import { KubeObject } from '../lib/manifests/document';
import { checkRules } from '../lib/rules/all-rules';
import type { BenchLine } from './bench';
import { costRatio } from './cost-ratio';
import { inSlash12 } from './ledger-cost';

/** Ten times the Services may take this many times as long. */
const LIMIT = 13;
const SMALL = 10_000;
const LARGE = 100_000;
const REPETITIONS = 3;

/** Three pools, each advertised from some nodes, and Services of policy Local, each with its Deployment; every other one reserves its address. */
function objectsOf(count: number): KubeObject[] {
  const namespace = 'metallb-system';
  const pools = ['10.0.0.0/13', '10.8.0.0/14', '10.12.0.0/14'].flatMap((addresses, index) => {
    const spec = { ipAddressPools: [`p${index}`], nodeSelectors: [{ matchLabels: { rack: 'a' } }] };
    return [
      {
        apiVersion: 'metallb.io/v1beta1',
        kind: 'IPAddressPool',
        metadata: { name: `p${index}`, namespace },
        spec: { addresses: [addresses] },
      },
      { apiVersion: 'metallb.io/v1beta1', kind: 'L2Advertisement', metadata: { name: `p${index}`, namespace }, spec },
    ];
  });
  return [...pools, ...Array.from({ length: count }, (_, index) => [serviceOf(index), deploymentOf(index)]).flat()];
}

function serviceOf(index: number): KubeObject {
  const annotations = index % 2 === 0 ? { 'metallb.io/loadBalancerIPs': inSlash12(index) } : undefined;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `s${index}`, namespace: 'default', annotations },
    spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', selector: { app: `s${index}` }, ports: [{ port: 80, protocol: 'TCP' }] },
  };
}

function deploymentOf(index: number): KubeObject {
  const metadata = { name: `s${index}`, namespace: 'default' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { template: { metadata: { labels: { app: `s${index}` } }, spec: {} } },
  };
}

/** All rules over ten times as many Services. */
export function rulesCost(): BenchLine {
  const [few, many] = [SMALL, LARGE].map(objectsOf);
  const { small, large, ratio, result } = costRatio(few, many, REPETITIONS, (manifests) => checkRules(manifests, {}));
  const times = `${small.toFixed(0)} ms for ${SMALL} Services, ${large.toFixed(0)} ms for ${LARGE}, each the best of ${REPETITIONS}`;
  return { text: `rules: ratio ${ratio.toFixed(1)} (at most ${LIMIT}): ${times}, ${result.length} problems`, ok: ratio <= LIMIT };
}
