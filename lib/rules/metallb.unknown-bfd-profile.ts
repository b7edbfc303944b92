import { quoted } from '../values/coded-error';
import { metalLbObjects } from './metallb/objects';
import { unknownNames } from './metallb/unknown-names';
import { Rule } from './rule';

/** The webhook does not look at the profile of a peer; without it the speakers refuse all of the configuration. */
export const unknownBfdProfile: Rule = {
  id: 'metallb.unknown-bfd-profile',
  check: (manifests, facts) => {
    const { peers, bfdProfiles } = metalLbObjects(manifests);
    const unknown = unknownNames('bfdProfiles', new Set(bfdProfiles.map(({ name }) => name)), manifests, facts);
    return peers
      .filter(({ spec: { bfdProfile = '' } }) => bfdProfile !== '' && unknown.has(bfdProfile))
      .map(({ origin, spec: { bfdProfile } }) => ({
        origin,
        severity: unknown.severity,
        field: 'spec.bfdProfile',
        what: `there is no BFDProfile ${quoted(bfdProfile)}, and the speakers refuse their configuration because of it`,
        fix: `make the BFDProfile in this cluster, or add ${quoted(bfdProfile)} to metallb.existing.bfdProfiles in the facts of the cluster`,
      }));
  },
};
