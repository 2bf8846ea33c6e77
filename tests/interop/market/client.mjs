// The original client (npm @fluencelabs/deal-ts-clients), unmodified, on a local network: argv[2] is the JSON-RPC URL, argv[3] the URL of the
// indexer. Prints a line of JSON for each step; waits for a line on its input wherever the index has to catch up.
import { createInterface } from "node:readline";
import { DealClient, DealMatcherClient, DealCliClient, DealExplorerClient } from "@fluencelabs/deal-ts-clients";
import { ethers } from "ethers";
import { base58btc } from "multiformats/bases/base58";

const [rpcUrl, indexerUrl] = process.argv.slice(2);
const keys = process.argv.slice(4);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (step, value) => console.log(JSON.stringify({ step, value }, (_, each) => (typeof each === "bigint" ? each.toString() : each)));
const indexed = async (step, value) => {
  say(step, value);
  await lines.next();
};
const send = async (transaction) => (await transaction).wait();
const logOf = (receipt, contract, name) => {
  const topic = contract.getEvent(name).fragment.topicHash;
  const log = receipt.logs.find((each) => each.topics[0] === topic);
  return contract.interface.parseLog({ topics: [...log.topics], data: log.data }).args;
};

// the lines of this script are the only ones on its output
console.info = console.warn = console.error;

const rpc = new ethers.JsonRpcProvider(rpcUrl, undefined, { cacheTimeout: -1 });
const providerSigner = new ethers.NonceManager(new ethers.Wallet(keys[0], rpc));
const customerSigner = new ethers.NonceManager(new ethers.Wallet(keys[1], rpc));
const provider = new DealClient(providerSigner, "local");
const customer = new DealClient(customerSigner, "local");
const pass = async (epochs) => {
  await rpc.send("evm_increaseTime", [epochs * 15]);
  await rpc.send("evm_mine", []);
};

const market = await provider.getMarket();
const capacity = await provider.getCapacity();
const core = await provider.getCore();
const usdc = await customer.getUSDC();
say("core", { precision: await core.precision(), epochDuration: await core.epochDuration(), minDuration: await core.minDuration() });

const noCid = { prefixes: "0x00000000", hash: ethers.ZeroHash };
const effector = { prefixes: "0x01551220", hash: ethers.id("an effector") };
await send(market.setProviderInfo("original", noCid));
const peers = [0, 1, 2].map(() => ({
  peerId: ethers.hexlify(ethers.randomBytes(32)),
  owner: addressOf(keys[0]),
  unitIds: [ethers.hexlify(ethers.randomBytes(32)), ethers.hexlify(ethers.randomBytes(32))],
}));
const registered = await send(market.registerMarketOffer(1_000_000n, await usdc.getAddress(), [effector], peers, 1, 1));
const { offerId } = logOf(registered, market, "MarketOfferRegistered");
await indexed("offer", offerId);

const commitmentIds = [];
for (const peer of peers) {
  const created = await send(capacity.createCommitment(peer.peerId, 20n, ethers.ZeroAddress, 100_000n));
  commitmentIds.push(logOf(created, capacity, "CommitmentCreated").commitmentId);
}
let collateral = 0n;
for (const id of commitmentIds) {
  const { unitCount, collateralPerUnit } = await capacity.getCommitment(id);
  collateral += unitCount * collateralPerUnit;
}
await send(capacity.depositCollateral(commitmentIds, { value: collateral }));
await pass(1);
say("commitments", await Promise.all(commitmentIds.map((id) => capacity.getStatus(id))));

const appCid = { prefixes: "0x01551220", hash: ethers.id("an app") };
const factory = await customer.getDealFactory();
await send(usdc.approve(await factory.getAddress(), ethers.MaxUint256));
const made = await send(factory.deployDeal(appCid, await usdc.getAddress(), 36_000_000n, 2, 3, 3, 2_000_000n, [effector], 0, [], 1));
const dealId = logOf(made, factory, "DealCreated").deal;
await indexed("deal", dealId);

const matcher = new DealMatcherClient("local", indexerUrl);
const matched = await matcher.getMatchedOffersByDealId(dealId);
say("matched", matched);
await send((await customer.getMarket()).matchDeal(dealId, matched.offers, matched.computeUnitsPerOffers));
const deal = await provider.getDeal(dealId);
const units = await deal.getComputeUnits();
for (const unit of units) {
  await send(deal.setWorker(unit.id, ethers.hexlify(ethers.randomBytes(32))));
}
await indexed("active", await deal.getStatus());

const cli = new DealCliClient("local", indexerUrl);
const account = addressOf(keys[0]);
say("cli", {
  offers: await cli.getOffers({ ids: [offerId] }),
  offersByProvider: await cli.getOffersByProvider(account),
  dealsByProvider: await cli.getDealsByProvider(account),
});
const explorer = new DealExplorerClient("local", undefined, rpc);
// its own constructor takes no URL of an indexer; where it asks is all that is changed
explorer._indexerClient._graphqlClient.setEndpoint(indexerUrl);
say("explorer", {
  providers: await explorer.getProviders({ onlyApproved: false }),
  provider: await explorer.getProvider(account),
  offers: await explorer.getOffers({ onlyActive: true, minPricePerWorkerEpoch: 0.5, search: offerId }),
  offer: await explorer.getOffer(offerId),
  deals: await explorer.getDeals({}),
  deal: await explorer.getDeal(dealId),
  commitments: await explorer.getCapacityCommitments({}),
  commitment: await explorer.getCapacityCommitment(commitmentIds[0]),
  effectors: await explorer.getEffectors(),
  tokens: await explorer.getPaymentTokens(),
  peer: await explorer.getPeer(peerIdOf(peers[0].peerId)),
  unit: await explorer.getComputeUnit(peers[0].unitIds[0]),
  dealsByPeer: await explorer.getDealsByPeer(peerIdOf(peers[0].peerId)),
  proofs: await explorer.getProofs({}),
});

const before = await usdc.balanceOf(account);
await pass(2);
await send(deal.withdrawRewards(units[0].id));
say("earned", (await usdc.balanceOf(account)) - before);
const own = await customer.getDeal(dealId);
await send(own.stop());
for (const unit of units) {
  await send(market.returnComputeUnitFromDeal(unit.id));
}
await pass(4);
await send(own.withdraw(await own.getFreeBalance()));
say("left", await usdc.balanceOf(dealId));
await indexed("ended", await own.getStatus());
say("done", (await cli.getDealsByProvider(account)).length);
lines.return?.();
process.exit(0);

function addressOf(key) {
  return new ethers.Wallet(key).address;
}

function peerIdOf(key) {
  return base58btc.encode(Uint8Array.from([0, 36, 8, 1, 18, 32, ...ethers.getBytes(key)])).slice(1);
}
