import { Chart } from 'cdk8s';
import { BgpCommunity } from '../../../lib/metallb/bgp-community';
import { Community } from '../../../lib/metallb/community';
import { told } from './advertisements';
import { Line } from './line';

// 1.2 Community, and the communities of a BGPAdvertisement

const communities =
  (...aliases: Record<string, string>[]) =>
  (chart: Chart) =>
    aliases.map((its, index) => new Community(chart, `communities-${index}`, { aliases: its }));

export const ofCommunities: readonly Line[] = [
  ...['65536:1', '64512:1:2', 'huge:1:2:3', 'large:1:2:4294967296'].map((value) => ({
    row: 'Community value',
    fault: value,
    problem: 'metallb.community',
    wrong: communities({ alias: value }),
    right: communities({ alias: 'large:1:2:4294967295' }),
  })),
  {
    row: 'Alias naming',
    fault: 'one alias in two Communities',
    problem: 'metallb.community-duplicate',
    wrong: communities({ backup: '64512:1' }, { backup: '64512:2' }),
    right: communities({ backup: '64512:1' }, { main: '64512:2' }),
  },
  {
    row: 'Alias naming',
    fault: 'an alias with a colon',
    problem: 'metallb.community-alias',
    wrong: communities({ 'back:up': '64512:1' }),
    right: communities({ 'back-up': '64512:1' }),
  },
  {
    row: 'Undefined alias',
    fault: 'a name that no Community has',
    problem: 'metallb.unknown-community',
    wrong: (chart) => [communities({ backup: '64512:1' })(chart), told({ communities: [BgpCommunity.fromName('bakcup')] })(chart)],
    right: (chart) => [communities({ backup: '64512:1' })(chart), told({ communities: [BgpCommunity.fromName('backup')] })(chart)],
  },
  {
    row: 'Too many communities',
    fault: '64 of them',
    problem: 'metallb.too-many-communities',
    wrong: told({ communities: many(64) }),
    right: told({ communities: many(63) }),
  },
];

function many(count: number): BgpCommunity[] {
  return Array.from({ length: count }, (_, index) => BgpCommunity.value(`64512:${index}`));
}
