/** What MetalLB says, by the class under which an answer is recorded. The first that fits counts. */
const CLASSES: readonly (readonly [RegExp, string])[] = [
  // A Service that gets nothing
  [/^\["<nil>"\] is not allowed in config$/, 'pool-lacks-family'], // MetalLB asks the pool for no address at all
  [/^no available IPs in pool \S+ for \S+ IPFamily$/, 'pool-lacks-family'],
  [/^\[.*\] is not allowed in config$/, 'not-in-a-pool'],
  [/^pool \S+ not compatible for ip assignment$/, 'pool-excludes-service'],
  [/^can't change sharing key for \S+, address also in use by /, 'not-shared'],
  [/^port \S+ is already in use on /, 'port-taken'],
  [/^unknown pool /, 'unknown-pool'],
  [/^no available IPs in pool \S+$/, 'pool-exhausted'],
  [/^no available IPs$/, 'no-address'],
  [/ does not match the ipFamily of the service$/, 'family-mismatch'],
  [/ is not compatible with requested address pool /, 'in-another-pool'],
  [/^service can not have both /, 'asked-twice'],
  [/^invalid (metallb\.io\/loadBalancerIPs:|spec\.loadBalancerIP) /, 'not-an-address'],
  [/: same address family /, 'same-family'],
  [/: invalid ips length /, 'too-many-addresses'],
  [/^Service uses deprecated annotation /, 'deprecated-annotation'],
  // A configuration that is not taken
  [/^CIDR \S+ in pool \S+ overlaps with already defined CIDR /, 'overlap'],
  [/: start IP \S+ is after the end IP \S+$/, 'backwards'],
  [/^invalid CIDR "[^"]*" in pool /, 'not-a-range'],
  [/^resource must be created in \S+ namespace$/, 'wrong-namespace'],
  [/^pool has no prefixes defined$/, 'empty'],
  [/^duplicate definition /, 'duplicate'],
  [/^invalid aggregation length /, 'aggregation-too-short'],
  [/^serviceSelectors and aggregationLength\w* are mutually exclusive/, 'aggregation-with-selectors'],
  [/^invalid local preference /, 'local-preference'],
  [/^invalid community (value|format): /, 'not-a-community'],
  [/ set on native bgp mode$|^bfd profiles section set$|^native BGP mode only | native bgp mode does not support ipv6$/, 'native-mode'],
  [/^(missing (local ASN|peer ASN and dynamicASN)|both peer ASN and dynamicASN specified)$/, 'peer-asn'],
  [/^invalid ebgp-multihop parameter set for an ibgp peer$/, 'multihop'],
  [/^peer has (no Address or|both Address and) Interface specified$/, 'peer-address'],
  [/^invalid (BGPPeer address|router ID|source IP) /, 'not-an-address'],
  [/^invalid BGPPeer timers: /, 'timers'],
  [/ already exists, FRR mode doesn't support duplicate BGPPeers /, 'peer-twice'],
  [/ has myAsn different from /, 'another-asn'],
  [/ has RouterID different from /, 'another-router-id'],
  [/^failed to delete BFDProfile \S+, used by BGPPeer /, 'in-use'],
  [/^\w+\.metallb\.io "[^"]*" is invalid: /, 'schema'],
  [/^no kind \S+ in metallb\.io\//, 'no-such-kind'],
];

// What stands before the reason, for an event, a webhook and the state of the configuration.
const PREAMBLES = [
  /^Failed to allocate IP for "[^"]*": /,
  /^admission webhook "[^"]*" denied the request: /,
  /^configuration error: /,
  /^parsing address pool \S+: /,
  /^parsing peer \S+ /,
  /^parsing community "[^"]*": /,
];

/** The class of a message, or the message itself, which then is no class of any expectation. */
export function classOf(message: string): string {
  const reason = PREAMBLES.reduce((text, preamble) => text.replace(preamble, ''), message);
  return CLASSES.find(([pattern]) => pattern.test(reason))?.[1] ?? message;
}

/** Every class there is, for the check that no expectation is misspelt. */
export function allClasses(): string[] {
  return CLASSES.map(([, name]) => name);
}
