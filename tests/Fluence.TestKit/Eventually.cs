namespace Fluence.TestKit;

/// <summary>Waiting in tests: for what must happen, with a bound after which the test fails instead of hanging.</summary>
public static class Eventually
{
    // longer than programs under test wait themselves, so that they tell first what is missing
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(180);

    /// <summary>The same task, failing when it takes far too long.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(Bound);

    /// <summary>The same task, failing when it takes far too long.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Bound);

    /// <summary>The same task, failing when it takes far too long.</summary>
    public static Task Soon(this ValueTask task) => task.AsTask().Soon();

    /// <summary>The same task, failing when it takes far too long.</summary>
    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().Soon();

    /// <summary>Yields until a condition holds that other threads bring about.</summary>
    public static async Task True(Func<bool> condition, string what)
    {
        ArgumentNullException.ThrowIfNull(condition);
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Bound)
            {
                throw new TimeoutException($"did not come true: {what}");
            }

            await Task.Yield();
        }
    }

    /// <summary>Asks until the answer is yes.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        ArgumentNullException.ThrowIfNull(condition);
        long start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Bound)
            {
                throw new TimeoutException($"did not come true: {what}");
            }
        }
    }
}
