using Fluence.Libp2p.Yamux;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Yamux;

public class CreditGateTests
{
    [Fact]
    public async Task Takes_give_what_there_is()
    {
        CreditGate gate = new(10);

        Assert.Equal(4, await gate.TakeAsync(4, CancellationToken.None));
        Assert.Equal(6, await gate.TakeAsync(100, CancellationToken.None));
        ValueTask<int> waiting = gate.TakeAsync(5, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        Assert.True(gate.Release(3));
        Assert.Equal(3, await waiting.Soon());
    }

    [Fact]
    public async Task No_wake_up_is_lost()
    {
        // one side takes while the other releases in pieces, both at full speed: every unit must arrive
        Random random = new(1);
        for (int round = 0; round < 2000; round++)
        {
            CreditGate gate = new(0);
            int total = random.Next(1, 300), pieces = random.Next(1, 20);
            Task<int> taking = Task.Run(async () =>
            {
                int taken = 0;
                while (taken < total)
                {
                    taken += await gate.TakeAsync(random.Next(1, 64), CancellationToken.None);
                }

                return taken;
            });
            for (int left = total; left > 0;)
            {
                int piece = Math.Min(left, (total / pieces) + 1);
                Assert.True(gate.Release((uint)piece));
                left -= piece;
            }

            Assert.Equal(total, await taking.Soon());
        }
    }

    [Fact]
    public async Task A_cancelled_take_costs_nothing_and_the_next_one_works()
    {
        CreditGate gate = new(0);
        for (int i = 0; i < 500; i++)
        {
            using CancellationTokenSource cancellation = new();
            Task<int> waiting = gate.TakeAsync(8, cancellation.Token).AsTask();
            Task cancelling = Task.Run(cancellation.Cancel), releasing = Task.Run(() => gate.Release(8));
            await Task.WhenAll(cancelling, releasing).Soon();
            try
            {
                Assert.Equal(8, await waiting.Soon());
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(8, await gate.TakeAsync(8, CancellationToken.None).Soon());
            }
        }
    }

    [Fact]
    public async Task Closing_fails_waiting_and_later_takes()
    {
        CreditGate gate = new(0);
        Task<int> waiting = gate.TakeAsync(1, CancellationToken.None).AsTask();

        gate.Close(new StreamResetException("test", "test"));

        await Assert.ThrowsAsync<StreamResetException>(() => waiting);
        gate.Release(5);
        await Assert.ThrowsAsync<StreamResetException>(() => gate.TakeAsync(1, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Two_takers_at_once_are_a_mistake_of_the_caller()
    {
        CreditGate gate = new(0);
        ValueTask<int> waiting = gate.TakeAsync(1, CancellationToken.None);

        Assert.Throws<InvalidOperationException>(() => { _ = gate.TakeAsync(1, CancellationToken.None).AsTask(); });

        gate.Release(1);
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public void More_than_32_bits_of_credit_are_refused()
    {
        CreditGate gate = new(1);

        Assert.True(gate.Release(uint.MaxValue - 1));
        Assert.False(gate.Release(1));
    }
}
