// The matcher and the explorer of the original's client (npm @fluencelabs/deal-ts-clients), unmodified, on our index: argv[2] is the URL of
// the index. Each line of the input is a question, {"page": N, "match": {…}} or {"explore": "‹offer›"}; each line of the output its answer.
import { createInterface } from "node:readline";
import { DealMatcherClient, DealExplorerClient } from "@fluencelabs/deal-ts-clients";
import { ethers } from "ethers";

const [indexerUrl, rpcUrl] = process.argv.slice(2);

// the lines of this script are the only ones on its output
console.info = console.warn = console.error;

const match = async ({ page, match }) => {
  const client = new DealMatcherClient("local", indexerUrl);
  client.MAX_PER_PAGE = page;
  let pages = 0;
  const ask = client._getMatchedOffersPage;
  client._getMatchedOffersPage = (...args) => {
    pages++;
    return ask.apply(client, args);
  };
  const found = await client.getMatchedOffers(match);
  return { pages, offers: found.offers, units: found.computeUnitsPerOffers, fulfilled: found.fulfilled };
};

const explore = async ({ explore }) => {
  const explorer = new DealExplorerClient("local", undefined, new ethers.JsonRpcProvider(rpcUrl));
  explorer._indexerClient._graphqlClient.setEndpoint(indexerUrl);
  const offer = await explorer.getOffer(explore);
  return { total: offer.totalComputeUnits, free: offer.freeComputeUnits, peers: offer.peers.map((peer) => peer.computeUnits?.length) };
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const answer = question.match ? await match(question) : await explore(question);
  console.log(JSON.stringify(answer, (_, each) => (typeof each === "bigint" ? each.toString() : each)));
}
process.exit(0);
