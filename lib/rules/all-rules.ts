import { ClusterFacts } from '../core/cluster-facts';
import { Problem, Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { fileCollision } from './file.collision';
import { fileName } from './file.name';
import { ISTIO_RULES } from './istio-rules';
import { kubeProxyContradictsFacts } from './kube-proxy.contradicts-facts';
import { LEDGER_RULES } from './ledger-rules';
import { advertisementWithoutPool } from './metallb.advertisement-without-pool';
import { aggregationTooShort } from './metallb.aggregation-too-short';
import { bfdEchoIpv6 } from './metallb.bfd-echo-ipv6';
import { bgpNoPeers } from './metallb.bgp-no-peers';
import { bgpExtras } from './metallb.bgpextras';
import { communityDuplicate } from './metallb.community-duplicate';
import { ebgpMultihop } from './metallb.ebgp-multihop';
import { installContradictsFacts } from './metallb.install-contradicts-facts';
import { installedTwice } from './metallb.installed-twice';
import { interfaceRestrictionLost } from './metallb.interface-restriction-lost';
import { legacyConfig } from './metallb.legacy-config';
import { legacyKind } from './metallb.legacy-kind';
import { legacyPeer } from './metallb.legacy-peer';
import { localPrefConflict } from './metallb.local-pref-conflict';
import { localPrefEbgp } from './metallb.local-pref-ebgp';
import { nativeModeFeatures } from './metallb.native-mode-features';
import { noInterface } from './metallb.no-interface';
import { noNode } from './metallb.no-node';
import { nodeAddressInPool } from './metallb.node-address-in-pool';
import { passwordTwice } from './metallb.password-twice';
import { peerSecret } from './metallb.peer-secret';
import { peerUnused } from './metallb.peer-unused';
import { peersDisagree } from './metallb.peers-disagree';
import { poolInNetwork } from './metallb.pool-in-network';
import { poolOutsideSubnet } from './metallb.pool-outside-subnet';
import { poolUnadvertised } from './metallb.pool-unadvertised';
import { sourceAddressOnManyNodes } from './metallb.source-address-on-many-nodes';
import { strictArp } from './metallb.strict-arp';
import { unknownBfdProfile } from './metallb.unknown-bfd-profile';
import { unknownCommunity } from './metallb.unknown-community';
import { unknownPeer } from './metallb.unknown-peer';
import { metalLbWrongNamespace } from './metallb.wrong-namespace';
import { namespaceUndeclared } from './namespace.undeclared';
import { objectDuplicate } from './object.duplicate';
import { Rule } from './rule';

/** Every rule, in the order of its report. */
export const ALL_RULES: readonly Rule[] = [
  fileName,
  fileCollision,
  objectDuplicate,
  namespaceUndeclared,
  kubeProxyContradictsFacts,
  advertisementWithoutPool,
  aggregationTooShort,
  bfdEchoIpv6,
  bgpNoPeers,
  bgpExtras,
  communityDuplicate,
  ebgpMultihop,
  installContradictsFacts,
  installedTwice,
  interfaceRestrictionLost,
  legacyConfig,
  legacyKind,
  legacyPeer,
  localPrefConflict,
  localPrefEbgp,
  nativeModeFeatures,
  noInterface,
  noNode,
  nodeAddressInPool,
  passwordTwice,
  peerSecret,
  peerUnused,
  peersDisagree,
  poolInNetwork,
  poolOutsideSubnet,
  poolUnadvertised,
  sourceAddressOnManyNodes,
  strictArp,
  unknownBfdProfile,
  unknownCommunity,
  unknownPeer,
  metalLbWrongNamespace,
  ...LEDGER_RULES,
  ...ISTIO_RULES,
];

/** All that rules find wrong with one cluster. */
export function checkRules(manifests: Manifests, facts?: ClusterFacts, rules = ALL_RULES): Problem[] {
  return rules.flatMap(({ id, severity: usual = Severity.ERROR, check }) =>
    check(manifests, facts).map(({ origin, severity = usual, ...finding }) => ({ id, severity, path: origin, ...finding })),
  );
}
