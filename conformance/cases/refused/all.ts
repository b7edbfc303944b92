import { addressRequests } from './address-requests';
import { canaries } from './canaries';
import { RefusedCase } from './case';
import { destinationRules } from './destination-rules';
import { gatewayHosts } from './gateway-hosts';
import { gatewayServers } from './gateway-servers';
import { ingresses } from './ingress';
import { ingressBackends } from './ingress-backends';
import { inputs } from './inputs';
import { labels } from './labels';
import { metallbAdvertisements } from './metallb-advertisements';
import { metallbPeers } from './metallb-peers';
import { metallbPools } from './metallb-pools';
import { metallbReferences } from './metallb-references';
import { metallbServices } from './metallb-services';
import { metallbSharing } from './metallb-sharing';
import { names } from './names';
import { poolAddresses } from './pool-addresses';
import { redirects } from './redirects';
import { routeRules } from './route-rules';
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
  ...gatewayHosts,
  ...routeRules,
  ...redirects,
  ...destinationRules,
  ...canaries,
  ...ingresses,
  ...ingressBackends,
  ...workloads,
  ...inputs,
];
