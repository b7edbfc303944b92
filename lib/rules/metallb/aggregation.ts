import { IpFamily } from '../../values/ip-address';
import { BgpAdvertisement } from './advertised';
import { Pool } from './objects';

/** The prefix length to which an advertisement rolls addresses of a family up; by default it does not. */
export function aggregationLength({ spec }: BgpAdvertisement, family: IpFamily): number {
  return family === 4 ? (spec.aggregationLength ?? 32) : (spec.aggregationLengthV6 ?? 128);
}

export function familiesOf({ ranges }: Pool): readonly IpFamily[] {
  return [...new Set(ranges.map(({ family }) => family))];
}
