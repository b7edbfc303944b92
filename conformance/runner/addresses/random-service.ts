import { Dice } from './dice';
import { RandomPools } from './random-pools';
import { ServiceSketch } from './world';

type Family = 4 | 6;
interface Families {
  readonly asked: readonly Family[];
  readonly spec: Readonly<Record<string, unknown>>;
}

const NEW = 'metallb.io';
const OLD = 'metallb.universe.tf';
const PORTS = [80, 443, 53, '53/UDP', 22, 8080, '8080/UDP'];

/** A Service of any kind, more often of the kinds that get something. */
export function randomService(dice: Dice, pools: RandomPools): ServiceSketch {
  const { asked, spec } = families(dice);
  const { spec: requestSpec = {}, ...annotations } = request(dice, pools, asked);
  const tier = dice.weighted({ gold: 40, silver: 20, none: 40 });
  return {
    namespace: dice.weighted({ default: 60, team: 20, crowd: 20 }),
    ...(tier === 'none' ? {} : { labels: { tier } }),
    ports: ports(dice),
    ...selector(dice),
    spec: { ...spec, ...requestSpec, ...policy(dice), ...kind(dice) },
    ...annotations,
    ...sharing(dice),
  };
}

function families(dice: Dice): Families {
  switch (dice.weighted({ four: 60, six: 10, require: 12, prefer: 18 })) {
    case 'four':
      return { asked: [4], spec: {} };
    case 'six':
      return { asked: [6], spec: { ipFamilies: ['IPv6'] } };
    case 'require':
      return { asked: [4, 6], spec: { ipFamilyPolicy: 'RequireDualStack', ...order(dice) } };
    case 'prefer':
      return { asked: [4, 6], spec: { ipFamilyPolicy: 'PreferDualStack', ...order(dice) } };
  }
}

function order(dice: Dice): Readonly<Record<string, unknown>> {
  return dice.percent(40) ? { ipFamilies: ['IPv6', 'IPv4'] } : {};
}

/** What it asks MetalLB for: nothing, a pool, addresses, or what contradicts itself. */
function request(dice: Dice, pools: RandomPools, asked: readonly Family[]): ServiceSketch {
  const named = `${prefix(dice)}/address-pool` as const;
  switch (dice.weighted({ nothing: 36, pool: 16, addresses: 40, both: 5, nonsense: 3 })) {
    case 'nothing':
      return {};
    case 'pool':
      return { [named]: pools.name(asked) };
    case 'addresses':
      return addresses(dice, pools, dice.percent(94) ? asked : dice.oneOf<Family[]>([[4], [6], [4, 6]]));
    case 'both':
      return { ...addresses(dice, pools, asked), [named]: pools.name(asked) };
    case 'nonsense':
      return { [`${NEW}/loadBalancerIPs`]: dice.oneOf(['web.example.com', '10.0.0.1,10.0.0.2', '10.0.0.1,fd00::1,10.0.0.2', '']) };
  }
}

function addresses(dice: Dice, pools: RandomPools, asked: readonly Family[]): ServiceSketch {
  const some = dice.percent(96) ? pools.addresses(asked) : [pools.outside()];
  if (some.length === 0) {
    return {};
  }
  const text = (dice.percent(70) ? some : [...some].reverse()).join(dice.oneOf([',', ', ']));
  const annotation = { [`${prefix(dice)}/loadBalancerIPs`]: text };
  if (some.length !== 1 || dice.percent(75)) {
    return annotation;
  }
  const spec = { loadBalancerIP: text };
  return dice.percent(80) ? { spec } : { ...annotation, spec };
}

function sharing(dice: Dice): ServiceSketch {
  return dice.percent(70) ? { [`${prefix(dice)}/allow-shared-ip`]: dice.oneOf(['left', 'left', 'left', 'left', 'left', 'right', '']) } : {};
}

function selector(dice: Dice): ServiceSketch {
  switch (dice.weighted({ own: 60, common: 30, none: 10 })) {
    case 'own':
      return {};
    case 'common':
      return { selector: { app: 'common', part: 'web' } };
    case 'none':
      return { selector: {} };
  }
}

function ports(dice: Dice): ServiceSketch['ports'] {
  const first = dice.oneOf(PORTS);
  return dice.percent(70) ? [first] : [first, dice.oneOf(PORTS.filter((port) => port !== first))];
}

function policy(dice: Dice): Readonly<Record<string, unknown>> {
  return dice.percent(15) ? { externalTrafficPolicy: 'Local' } : {};
}

function kind(dice: Dice): Readonly<Record<string, unknown>> {
  return { ...(dice.percent(3) ? { type: 'NodePort' } : dice.percent(4) ? { loadBalancerClass: 'example.com/other' } : {}) };
}

function prefix(dice: Dice): typeof NEW | typeof OLD {
  return dice.percent(90) ? NEW : OLD;
}
