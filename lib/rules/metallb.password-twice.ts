import { filled } from '../manifests/raw';
import { metalLbObjects } from './metallb/objects';
import { Rule } from './rule';

/** The webhook takes the reference away before it looks, and then the speakers refuse all of the configuration. */
export const passwordTwice: Rule = {
  id: 'metallb.password-twice',
  check: (manifests) =>
    metalLbObjects(manifests)
      .peers.filter(({ spec }) => filled(spec.password) !== undefined && filled(spec.passwordSecret?.name) !== undefined)
      .map(({ origin, name }) => ({
        origin,
        field: 'spec.password',
        what: `BGPPeer "${name}" has both a password and a passwordSecret, and the speakers refuse their configuration because of it`,
        fix: 'keep passwordSecret only',
      })),
};
