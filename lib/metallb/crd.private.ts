// The only file of this room that knows `imports/`. Its declarations are dropped from the package.
export {
  BgpAdvertisement,
  BgpAdvertisementSpec,
  IpAddressPool,
  IpAddressPoolSpec,
  L2Advertisement,
  L2AdvertisementSpec,
} from '../../imports/metallb.io';
