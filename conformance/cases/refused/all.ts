import { addressRequests } from './address-requests';
import { backendHosts } from './backend-hosts';
import { canaries } from './canaries';
import { canaryClients } from './canary-clients';
import { RefusedCase } from './case';
import { connectionRules } from './connection-rules';
import { delegates } from './delegates';
import { destinationRuleClients } from './destination-rule-clients';
import { destinationRules } from './destination-rules';
import { entryReferences } from './entry-references';
import { gatewayHosts } from './gateway-hosts';
import { gatewayMeetings } from './gateway-meetings';
import { gatewayPorts } from './gateway-ports';
import { gatewaySecrets } from './gateway-secrets';
import { gatewayServers } from './gateway-servers';
import { gatewayTls } from './gateway-tls';
import { ingresses } from './ingress';
import { ingressBackends } from './ingress-backends';
import { ingressGateways } from './ingress-gateway';
import { inputs } from './inputs';
import { labels } from './labels';
import { localities } from './localities';
import { metallbAdvertisements } from './metallb-advertisements';
import { metallbPeers } from './metallb-peers';
import { metallbPools } from './metallb-pools';
import { metallbReferences } from './metallb-references';
import { metallbServices } from './metallb-services';
import { metallbSharing } from './metallb-sharing';
import { names } from './names';
import { policyFields } from './policy-fields';
import { poolAddresses } from './pool-addresses';
import { redirects } from './redirects';
import { routeActions } from './route-actions';
import { routeChanges } from './route-changes';
import { routeFilters } from './route-filters';
import { routeGateways } from './route-gateways';
import { routeMatches } from './route-matches';
import { routeReferences } from './route-references';
import { routeRules } from './route-rules';
import { serviceEntries } from './service-entries';
import { serviceEntryAddresses } from './service-entry-addresses';
import { serviceEntryEndpoints } from './service-entry-endpoints';
import { sidecars } from './sidecars';
import { subsetReferences } from './subset-references';
import { trafficPolicies } from './traffic-policies';
import { upstreamTls } from './upstream-tls';
import { workloads } from './workloads';

/** Every case, in the order in which they are read best. */
export const refusedCases: readonly RefusedCase[] = [
  ...poolAddresses,
  ...addressRequests,
  ...metallbPools,
  ...metallbServices,
  ...metallbSharing,
  ...metallbAdvertisements,
  ...metallbPeers,
  ...metallbReferences,
  ...names,
  ...labels,
  ...gatewayServers,
  ...gatewayPorts,
  ...gatewayTls,
  ...gatewayHosts,
  ...gatewayMeetings,
  ...gatewaySecrets,
  ...routeRules,
  ...routeMatches,
  ...routeActions,
  ...routeChanges,
  ...routeFilters,
  ...connectionRules,
  ...delegates,
  ...redirects,
  ...routeReferences,
  ...routeGateways,
  ...destinationRules,
  ...destinationRuleClients,
  ...policyFields,
  ...trafficPolicies,
  ...localities,
  ...upstreamTls,
  ...serviceEntries,
  ...serviceEntryAddresses,
  ...serviceEntryEndpoints,
  ...backendHosts,
  ...entryReferences,
  ...ingressGateways,
  ...subsetReferences,
  ...sidecars,
  ...canaries,
  ...canaryClients,
  ...ingresses,
  ...ingressBackends,
  ...workloads,
  ...inputs,
];
