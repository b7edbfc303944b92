import { quoted } from '../values/coded-error';
import { metalLbCharts } from './metallb/installs';
import { Rule } from './rule';

/** Two installs of MetalLB: each brings the same cluster-wide objects, and Helm takes none that another release has. */
export const installedTwice: Rule = {
  id: 'metallb.installed-twice',
  check: (manifests) => {
    const [first, ...others] = metalLbCharts(manifests);
    return others.map(({ origin }) => ({
      origin,
      what: `MetalLB is installed here and by ${quoted(first.origin)}, and its kinds and webhooks are there once in a cluster`,
      fix: 'keep one of the two',
    }));
  },
};
