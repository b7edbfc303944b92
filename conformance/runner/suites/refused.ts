import { refusedCases } from '../../cases/refused/all';
import { RefusedCase } from '../../cases/refused/case';
import { ENVOY_VERSION } from '../envoy';
import { ISTIO_VERSION } from '../istio';
import { kubeVersions } from '../kube';
import { askMesh } from '../refused/istio';
import { askKube } from '../refused/kube';
import { pairOf } from '../refused/ours';
import { differenceOf, Outcomes } from '../refused/outcome';
import { Programs, Skipped, Suite } from '../suite';

type Kind = RefusedCase['expect']['kind'];

/** What our types refuse, written by hand and given to the real programs. Our own refusal is checked by `npm test`. */
export const refused: Suite<RefusedCase, Outcomes | Skipped> = {
  name: 'refused',
  side: 'expected',
  versions: { ...kubeVersions(), istio: ISTIO_VERSION, envoy: ENVOY_VERSION },
  cases: () => [...refusedCases],
  ask: async (cases, programs) => {
    sayPairs(cases, programs);
    const asked = cases.filter(({ expect }) => expect.kind !== 'elsewhere');
    const ofMesh = asked.filter(({ ask }) => ask === 'istio');
    const ofKube = asked.filter(({ ask }) => ask !== 'istio');
    const [kube, mesh] = await Promise.all([askKube(ofKube, programs), askMesh(ofMesh, programs)]);
    return new Map<string, Outcomes | Skipped>([
      ...kube,
      ...mesh,
      ...cases.flatMap(({ name, expect }) => (expect.kind === 'elsewhere' ? [[name, { skipped: expect.reason }] as const] : [])),
    ]);
  },
  difference: (aCase, answer) => {
    if (!('skipped' in answer)) {
      return differenceOf(aCase, answer);
    }
    const isExpected = aCase.expect.kind === 'elsewhere' && aCase.expect.reason === answer.skipped;
    return isExpected ? undefined : `nothing was asked: ${answer.skipped}`;
  },
};

/** Pairs of problem id and place, by what the real programs are expected to do. */
export function countPairs(cases: readonly RefusedCase[]): Record<Kind, number> {
  const pairs = (kind: Kind) => new Set(cases.filter(({ expect }) => expect.kind === kind).map(({ problem }) => pairOf(problem))).size;
  return { refused: pairs('refused'), silent: pairs('silent'), policy: pairs('policy'), elsewhere: pairs('elsewhere') };
}

function sayPairs(cases: readonly RefusedCase[], programs: Programs): void {
  const counts = countPairs(cases);
  const text = `${counts.refused} that the real programs refuse, ${counts.silent} that they swallow, ${counts.policy} of policy`;
  programs.say(`refused: pairs of problem and field: ${text}`);
}
