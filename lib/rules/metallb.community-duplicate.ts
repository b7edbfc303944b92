import { quoted } from '../values/coded-error';
import { communityAliases } from './metallb/communities';
import { Rule } from './rule';

/** An alias is one for all Community objects: MetalLB refuses the second definition (MetalLB `internal/config`). */
export const communityDuplicate: Rule = {
  id: 'metallb.community-duplicate',
  check: (manifests) => {
    const first = new Map<string, string>();
    return communityAliases(manifests).flatMap(({ origin, object, field, name }) => {
      const other = first.get(name);
      first.set(name, other ?? object);
      return other === undefined
        ? []
        : [
            {
              origin,
              field: `${field}.name`,
              what: `the alias ${quoted(name)} is defined by Community "${other}" already`,
              fix: 'define it once, or give one of the two another name',
            },
          ];
    });
  },
};
