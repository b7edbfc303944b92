const FILE = 'a file inside the pod, and the injected pod of a gateway has none; a Secret says the same';
const MIRRORS = 'mirrors says the same, of one as of several';
const NO_GATEWAY = 'a rule holds for all clients of its route; other rules for other clients are a route of their own';
const UNREAD = 'ignored at a gateway, and a connection rule is for a gateway';

/** The same for all ports and for one, of the rule and of a subset. */
const OF_POLICIES: Record<string, string> = {
  'loadBalancer.consistentHash.minimumRingSize': 'deprecated; ringHash says the same',
  'loadBalancer.warmupDurationSecs': 'deprecated; warmup says the same',
  'outlierDetection.consecutiveErrors': 'deprecated and without effect',
};
const POLICIES = ['trafficPolicy', 'subsets.trafficPolicy'].flatMap((policy) => [policy, `${policy}.portLevelSettings`]);

/** Fields that Istio has and the public API cannot say, and why; `docs/istio.md` has the same. */
export const NOT_OFFERED: Record<string, string> = {
  'Gateway.servers.defaultEndpoint': 'not implemented by Istio',
  'Gateway.servers.port.targetPort': 'istiod refuses it; the Service of the pods has it',
  'Gateway.servers.tls.serverCertificate': FILE,
  'Gateway.servers.tls.privateKey': FILE,
  'Gateway.servers.tls.caCertificates': FILE,
  'Gateway.servers.tls.caCrl': `${FILE}, as ca.crl`,
  'Gateway.servers.tls.tlsCertificates.serverCertificate': FILE,
  'Gateway.servers.tls.tlsCertificates.privateKey': FILE,
  'Gateway.servers.tls.tlsCertificates.caCertificates': FILE,
  'VirtualService.http.corsPolicy.allowOrigin': 'deprecated; allowOrigins says the same',
  'VirtualService.http.fault.abort.http2Error': 'not implemented: istiod refuses it',
  'VirtualService.http.fault.delay.exponentialDelay': 'not implemented: istiod refuses it',
  'VirtualService.http.fault.delay.percent': 'deprecated; percentage says the same',
  'VirtualService.http.match.gateways': NO_GATEWAY,
  'VirtualService.http.match.method.prefix': 'methods are a closed list; several are several matches',
  'VirtualService.http.match.method.regex': 'methods are a closed list; several are several matches',
  'VirtualService.http.match.scheme.prefix': 'there are two schemes',
  'VirtualService.http.match.scheme.regex': 'there are two schemes',
  'VirtualService.http.match.name': 'the rule has a name; this one is put behind it in logs',
  'VirtualService.http.match.statPrefix': 'counters of Envoy for a match, which a proxy of Istio does not show unless told so',
  'VirtualService.http.mirror.host': MIRRORS,
  'VirtualService.http.mirror.port.number': MIRRORS,
  'VirtualService.http.mirror.subset': MIRRORS,
  'VirtualService.http.mirrorPercentage.value': MIRRORS,
  'VirtualService.http.mirrorPercent': 'deprecated; the percentage of mirrors says the same',
  'VirtualService.http.mirror_percent': 'deprecated; the percentage of mirrors says the same',
  'VirtualService.tcp.match.sourceSubnet': 'Istio does not read it',
  ...Object.fromEntries(
    ['tcp', 'tls'].flatMap((kind) => [
      [`VirtualService.${kind}.match.gateways`, NO_GATEWAY],
      ...['destinationSubnets', 'sourceLabels', 'sourceNamespace'].map((field) => [`VirtualService.${kind}.match.${field}`, UNREAD]),
    ]),
  ),
  ...Object.fromEntries(
    POLICIES.flatMap((policy) => Object.entries(OF_POLICIES).map(([field, reason]) => [`DestinationRule.${policy}.${field}`, reason])),
  ),
};
