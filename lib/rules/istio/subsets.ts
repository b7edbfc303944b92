import { ClusterFacts } from '../../core/cluster-facts';
import { Manifests } from '../../manifests/manifests';
import { DestinationRuleObject, destinationRulesOf } from './destination-rules';
import { Destination } from './destinations';
import { isTakenForAnother } from './hosts';
import { VirtualServiceObject, virtualServicesOf } from './virtual-services';

/** A subset where a route sends to it. */
export interface SubsetUse {
  readonly virtualService: VirtualServiceObject;
  readonly destination: Destination;
  readonly subset: string;
  /** Everything that is said of the host here, for whomever. */
  readonly rules: readonly DestinationRuleObject[];
  /** Those of them that have the subset. */
  readonly having: readonly DestinationRuleObject[];
}

/** All uses but those of a host that is none: that is what is wrong there. */
export function subsetUses(manifests: Manifests, facts?: ClusterFacts): SubsetUse[] {
  return virtualServicesOf(manifests).flatMap((virtualService) =>
    virtualService.destinations.flatMap((destination) => {
      const { subset, host } = destination;
      if (subset === undefined || isTakenForAnother(destination, manifests, facts)) {
        return [];
      }
      const rules = destinationRulesOf(manifests).for(host);
      return [{ virtualService, destination, subset, rules, having: rules.filter((rule) => hasSubset(rule, subset)) }];
    }),
  );
}

export function hasSubset({ subsets }: DestinationRuleObject, subset: string): boolean {
  return subsets.some(({ name }) => name === subset);
}
