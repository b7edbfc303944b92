import { around, Raw, RefusedCase, silent } from './case';
import { gateway, TO_WEB, virtualService, WEB, world } from './documents';
import { object, PROXY, ruleCase } from './rule-case';

// Secrets that the pods of a Gateway read (facts: Istio, Gateway).

const BY_TLS = [{ host: 'shop.example.com', port: 443, tls: true }];
const CLOSED = { answers: ['no answer'] };
const SERVED = { answers: ['200 web.shop:80'] };
/** A Secret with a certificate for the host. */
const made = (id: string): string => object('v1', 'Secret', id, 'type: kubernetes.io/tls');
const written = (keys: string): string => object('v1', 'Secret', 'istio-system/shop-tls', `data: { ${keys} }`);
const secured = (secrets: string, tls: string): string =>
  world(
    WEB,
    PROXY,
    virtualService(`{ ${TO_WEB} }`),
    gateway(`{ port: { number: 443, name: https, protocol: HTTPS }, hosts: ["*"], tls: { ${tls} } }`),
    secrets,
  );
const simple = (wrong: string, right: string): Raw =>
  around((secrets) => secured(secrets, 'mode: SIMPLE, credentialName: shop-tls'))(wrong, right);

export const gatewaySecrets: RefusedCase[] = [
  ruleCase(
    'istio.secret-elsewhere',
    'gateway: its Secret is beside it instead of beside its pods, written by hand',
    simple(made('shop/shop-tls'), made('istio-system/shop-tls')),
    silent({ ...CLOSED, analyzer: 'IST0101' }, SERVED),
    BY_TLS,
  ),
  ruleCase(
    'istio.secret-elsewhere',
    'gateway: its Secret is named with a namespace',
    around((name) => secured(made('istio-system/shop-tls'), `mode: SIMPLE, credentialName: "${name}"`))(
      'kubernetes://shop/shop-tls',
      'kubernetes://shop-tls',
    ),
    silent({ ...CLOSED, analyzer: 'IST0101' }, SERVED),
    BY_TLS,
  ),
  ruleCase(
    'istio.secret-keys',
    'gateway: a Secret with other keys than those of a certificate',
    simple(written('certificate: eA==, key.pem: eA=='), made('istio-system/shop-tls')),
    silent({ ...CLOSED, analyzer: 'IST0161' }, SERVED),
    BY_TLS,
  ),
];
