import { quoted } from '../values/coded-error';
import { communityAliases, isCommunityValue } from './metallb/communities';
import { metalLbObjects } from './metallb/objects';
import { unknownNames } from './metallb/unknown-names';
import { Rule } from './rule';

/** The webhook lets an undefined alias pass, and then the speakers refuse all of the configuration. */
export const unknownCommunity: Rule = {
  id: 'metallb.unknown-community',
  check: (manifests, facts) => {
    const aliases = new Set(communityAliases(manifests).map(({ name }) => name));
    const unknown = unknownNames('communities', aliases, manifests, facts);
    return metalLbObjects(manifests).bgp.flatMap(({ origin, spec }) =>
      (spec.communities ?? []).flatMap((name, index) =>
        isCommunityValue(name) || !unknown.has(name)
          ? []
          : [
              {
                origin,
                severity: unknown.severity,
                field: `spec.communities[${index}]`,
                what: `no Community defines the alias ${quoted(name)}`,
                fix: `define it in a Community, write a value such as "64512:100", or add ${quoted(name)} to metallb.existing.communities in the facts of the cluster`,
              },
            ],
      ),
    );
  },
};
