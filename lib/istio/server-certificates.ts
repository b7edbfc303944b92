import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { defectsOf, Findings } from '../core/findings';
import { parseDnsLabel } from '../values/dns-name';
import { groupBy } from '../values/group-by';
import { ReadServer } from './read-servers';
import { IssuedTls, parseCertificateName } from './read-tls';
import { ServerTls } from './server-tls';

/** Where the certificates of a Gateway's servers are made. */
interface CertificatePlace {
  readonly gatewayName: string;
  /** That of the gateway's pods. */
  readonly namespace: string;
}

/**
 * Makes the certificates that cert-manager is to get, one for all servers that share it.
 * @returns the names of their Secrets
 */
export function addCertificates(
  scope: Construct,
  servers: readonly ReadServer[],
  { gatewayName, namespace }: CertificatePlace,
): Map<ServerTls, string> {
  const names = new Map<ServerTls, string>();
  const issuing = servers.flatMap((server) => (server.tls?.issued === undefined ? [] : [{ server, issued: server.tls.issued }]));
  for (const [sharedBy, entries] of groupBy(issuing, ({ issued }) => issued.sharedBy)) {
    const [{ server, issued }] = entries;
    const name = issued.secretName ?? `${gatewayName}-${server.portName}`;
    names.set(sharedBy, name);
    const sharing = entries.map((entry) => entry.server);
    sharing.forEach((other) => checkHosts(Findings.of(scope), other));
    // While the name of the gateway is wrong, that one is the problem to solve.
    if (defectsOf('name', () => parseDnsLabel(gatewayName)).length === 0) {
      Findings.of(scope).parse(`${server.field}.tls.secretName`, name, parseCertificateName);
    }
    addCertificate(scope, { metadata: { name, namespace }, issued, hosts: sharing.flatMap(hostsOf) });
  }
  return names;
}

const KIND = {
  GVK: { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' },
  manifest: (props: CertificateProps) => props,
};

/** What is written of a `Certificate`; typed by hand, since these few fields do not need the types of cert-manager. */
interface CertificateProps {
  readonly metadata: ApiObjectMetadata;
  readonly spec: CertificateSpec;
}

interface CertificateSpec {
  readonly secretName: string;
  readonly issuerRef?: unknown;
  readonly dnsNames: string[];
}

interface Wanted {
  readonly metadata: ApiObjectMetadata & { readonly name: string };
  readonly issued: IssuedTls;
  readonly hosts: readonly string[];
}

function addCertificate(scope: Construct, { metadata, issued, hosts }: Wanted): void {
  addObject(scope, `Certificate-${metadata.name}`, KIND, {
    metadata,
    spec: { secretName: metadata.name, issuerRef: issued.issuer?._ref, dnsNames: [...new Set(hosts)] },
  });
}

function hostsOf({ hosts }: ReadServer): string[] {
  return hosts.map(({ host }) => host.text);
}

function checkHosts(findings: Findings, server: ReadServer): void {
  if (hostsOf(server).includes('*')) {
    const what = 'no certificate is for "*", every name';
    const fix = 'name the hosts, "*.example.com" for those of a domain';
    findings.error({ id: 'istio.certificate-for-any-host', what, fix }, `${server.field}.hosts`);
  }
}
