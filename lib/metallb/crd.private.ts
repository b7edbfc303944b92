// The only file of this room that knows `imports/`. Its declarations are dropped from the package.
export {
  BfdProfile as BfdProfileObject,
  BfdProfileSpec,
  BgpAdvertisement,
  BgpAdvertisementSpec,
  BgpPeer as BgpPeerObject,
  BgpPeerSpec,
  BgpPeerSpecDynamicAsn,
  Community as CommunityObject,
  CommunitySpec,
  IpAddressPool,
  IpAddressPoolSpec,
  L2Advertisement,
  L2AdvertisementSpec,
} from '../../imports/metallb.io';
