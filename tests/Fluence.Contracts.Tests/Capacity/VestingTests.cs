using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Capacity;

/// <summary>How rewards unlock.</summary>
public sealed class VestingTests
{
    private const int Duration = 5;
    private const int Count = 5;

    [AnvilFact]
    public async Task A_reward_unlocks_in_equal_parts()
    {
        await using TestChain chain = await TestChain.StartAsync();
        Address vesting = await chain.DeployAsync(Code.Test("VestingHarness"));
        await AddAsync(chain, vesting, 100, 2);
        await AssertAsync(chain, vesting, 100, epoch => epoch < 5 ? 0 : Math.Min(epoch / 5, 5) * 20);
    }

    [AnvilFact]
    public async Task Two_rewards_of_one_epoch_unlock_together()
    {
        await using TestChain chain = await TestChain.StartAsync();
        Address vesting = await chain.DeployAsync(Code.Test("VestingHarness"));
        await AddAsync(chain, vesting, 100, 2);
        await AddAsync(chain, vesting, 100, 2);
        await AssertAsync(chain, vesting, 200, epoch => Math.Min(epoch / 5, 5) * 40);
    }

    [AnvilFact]
    public async Task Rewards_of_several_epochs_unlock_each_from_its_own_on_whatever_the_order_in_which_they_come()
    {
        await using TestChain chain = await TestChain.StartAsync();
        foreach (int[] order in new[] { new[] { 2, 7, 33 }, [33, 7, 2], [7, 33, 2] })
        {
            Address vesting = await chain.DeployAsync(Code.Test("VestingHarness"));
            foreach (int epoch in order)
            {
                await AddAsync(chain, vesting, epoch * 50, epoch);
            }

            await AssertAsync(chain, vesting, 42 * 50, epoch => order.Sum(each => Parts(each, epoch) * each * 10));
        }
    }

    [AnvilFact]
    public async Task A_reward_that_comes_after_withdrawals_is_not_lost()
    {
        await using TestChain chain = await TestChain.StartAsync();
        Address vesting = await chain.DeployAsync(Code.Test("VestingHarness"));
        await AddAsync(chain, vesting, 100, 2);
        await AddAsync(chain, vesting, 500, 40);
        await chain.SendAsync(chain.Accounts[0], vesting, new VestingHarnessContract.Withdraw(44, Duration, Count));
        await AddAsync(chain, vesting, 50, 3);
        Assert.Equal(550, await chain.CallAsync(vesting, new VestingHarnessContract.Total(Count)));
        Assert.Equal(50, await chain.CallAsync(vesting, new VestingHarnessContract.Unlocked(44, Duration, Count)));
        Assert.Equal(150, await chain.CallAsync(vesting, new VestingHarnessContract.Unlocked(45, Duration, Count)));
        await chain.SendAsync(chain.Accounts[0], vesting, new VestingHarnessContract.Withdraw(100, Duration, Count));
        Assert.Equal(0, await chain.CallAsync(vesting, new VestingHarnessContract.Total(Count)));
    }

    private static int Parts(int earned, int epoch) => Math.Clamp((epoch / Duration) - (earned / Duration), 0, Count);

    private static Task<Receipt> AddAsync(TestChain chain, Address vesting, BigInteger reward, int epoch) =>
        chain.SendAsync(chain.Accounts[0], vesting, new VestingHarnessContract.Add(reward, epoch, Duration, Count));

    private static async Task AssertAsync(TestChain chain, Address vesting, BigInteger total, Func<int, BigInteger> unlocked)
    {
        Assert.Equal(total, await chain.CallAsync(vesting, new VestingHarnessContract.Total(Count)));
        for (int epoch = 0; epoch < 70; epoch++)
        {
            Assert.Equal(
                (epoch, unlocked(epoch)), (epoch, await chain.CallAsync(vesting, new VestingHarnessContract.Unlocked(epoch, Duration, Count))));
        }
    }
}
