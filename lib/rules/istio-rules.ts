import { anyHost } from './istio.any-host';
import { certificateReused } from './istio.certificate-reused';
import { cleartextToTls } from './istio.cleartext-to-tls';
import { delegateMatch } from './istio.delegate-match';
import { destinationPort } from './istio.destination-port';
import { duplicateDestinationRule } from './istio.duplicate-destination-rule';
import { entryConflict } from './istio.entry-conflict';
import { entryWithoutEndpoints } from './istio.entry-without-endpoints';
import { gatewayConflict } from './istio.gateway-conflict';
import { gatewayIgnoresCanary } from './istio.gateway-ignores-canary';
import { gatewayPortNotOnService } from './istio.gateway-port-not-on-service';
import { gatewayWithoutPods } from './istio.gateway-without-pods';
import { gatewaysOmitted } from './istio.gateways-omitted';
import { hostNotInGateway } from './istio.host-not-in-gateway';
import { hostNotVisible } from './istio.host-not-visible';
import { imageAuto } from './istio.image-auto';
import { matchGateway } from './istio.match-gateway';
import { meshHostConflict } from './istio.mesh-host-conflict';
import { noSecretAccess } from './istio.no-secret-access';
import { routeNeverUsed } from './istio.route-never-used';
import { routeNotExported } from './istio.route-not-exported';
import { secretElsewhere } from './istio.secret-elsewhere';
import { secretKeys } from './istio.secret-keys';
import { shortHost } from './istio.short-host';
import { sidecarConflict } from './istio.sidecar-conflict';
import { sidecarInvalid } from './istio.sidecar-invalid';
import { sniTaken } from './istio.sni-taken';
import { splitHost } from './istio.split-host';
import { subsetNotVisible } from './istio.subset-not-visible';
import { subsetWithoutPods } from './istio.subset-without-pods';
import { unknownDelegate } from './istio.unknown-delegate';
import { unknownGateway } from './istio.unknown-gateway';
import { unknownHost } from './istio.unknown-host';
import { unknownSubset } from './istio.unknown-subset';
import { upstreamCa } from './istio.upstream-ca';
import { Rule } from './rule';

/** What only the documents together say about Istio's edge: Gateways, their pods and Secrets, routes and the rules of their destinations. */
export const ISTIO_RULES: readonly Rule[] = [
  anyHost,
  certificateReused,
  cleartextToTls,
  delegateMatch,
  destinationPort,
  duplicateDestinationRule,
  entryConflict,
  entryWithoutEndpoints,
  gatewayConflict,
  gatewayIgnoresCanary,
  gatewayPortNotOnService,
  gatewayWithoutPods,
  gatewaysOmitted,
  hostNotInGateway,
  hostNotVisible,
  imageAuto,
  matchGateway,
  meshHostConflict,
  noSecretAccess,
  routeNeverUsed,
  routeNotExported,
  secretElsewhere,
  secretKeys,
  shortHost,
  sidecarConflict,
  sidecarInvalid,
  sniTaken,
  splitHost,
  subsetNotVisible,
  subsetWithoutPods,
  unknownDelegate,
  unknownGateway,
  unknownHost,
  unknownSubset,
  upstreamCa,
];
