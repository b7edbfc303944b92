import { MetalLbBgpMode } from '../core/cluster-facts';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { advertised } from './metallb/advertised';
import { communityAliases, isLargeCommunity } from './metallb/communities';
import { fieldsRefusedByNative } from './metallb/native-peer';
import { metalLbObjects } from './metallb/objects';
import { metalLbSettings } from './metallb/settings';
import { Rule, RuleFinding } from './rule';

/** What MetalLB's own BGP cannot do. One such thing, and the speakers refuse all of the configuration (MetalLB `internal/config/validation.go`). */
export const nativeModeFeatures: Rule = {
  id: 'metallb.native-mode-features',
  check: (manifests, facts) =>
    metalLbSettings(manifests, facts).bgpMode === MetalLbBgpMode.NATIVE
      ? [...ofPeers(manifests), ...ofBfdProfiles(manifests), ...ofPools(manifests), ...ofCommunities(manifests)].map((finding) => ({
          ...finding,
          what: `${finding.what}, and MetalLB runs in BGP mode native, which refuses its whole configuration because of it`,
          fix: `${finding.fix}, or run MetalLB in mode frr-k8s`,
        }))
      : [],
};

function ofPeers(manifests: Manifests): RuleFinding[] {
  return metalLbObjects(manifests).peers.flatMap(({ origin, name, spec }) =>
    fieldsRefusedByNative(spec).map((field) => ({
      origin,
      field: `spec.${field}`,
      what: `BGPPeer "${name}" sets ${field}`,
      fix: `leave ${field} out`,
    })),
  );
}

function ofBfdProfiles(manifests: Manifests): RuleFinding[] {
  return metalLbObjects(manifests).bfdProfiles.map(({ origin, name }) => ({
    origin,
    what: `there is a BFDProfile, "${name}"`,
    fix: 'remove it',
  }));
}

function ofPools(manifests: Manifests): RuleFinding[] {
  return [...advertised(manifests).bgp.advertisementsOf.keys()].flatMap(({ origin, name, ranges }) =>
    ranges
      .filter(({ family }) => family === 6)
      .map(({ text }) => ({
        origin,
        field: 'spec.addresses',
        what: `pool "${name}" holds the IPv6 range "${text}" and is announced by BGP`,
        fix: 'announce IPv6 by layer 2',
      })),
  );
}

function ofCommunities(manifests: Manifests): RuleFinding[] {
  const used = metalLbObjects(manifests).bgp.flatMap(({ origin, spec }) =>
    (spec.communities ?? []).map((value, index) => ({ origin, field: `spec.communities[${index}]`, value })),
  );
  const defined = communityAliases(manifests).map(({ origin, field, value = '' }) => ({ origin, field: `${field}.value`, value }));
  return [...used, ...defined]
    .filter(({ value }) => isLargeCommunity(value))
    .map(({ origin, field, value }) => ({
      origin,
      field,
      what: `${quoted(value)} is a large community`,
      fix: 'write a community of two parts',
    }));
}
