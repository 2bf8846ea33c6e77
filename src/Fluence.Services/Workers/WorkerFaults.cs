using Fluence.Crypto;
using Fluence.Services.Calls;

namespace Fluence.Services.Workers;

/// <summary>The faults of workers with the texts of the original.</summary>
internal static class WorkerFaults
{
    public static ServiceFault Exists(string deal) =>
        new($"Worker for {deal} already exists", $"WorkerAlreadyExists {{ deal_id: DealId({RustDebug.Print(deal)}) }}");

    public static ServiceFault NoWorkerOf(string deal) =>
        new($"Worker for deal_id {deal} not found", $"WorkerNotFoundByDeal(DealId({RustDebug.Print(deal)}))");

    public static ServiceFault NoWorker(PeerId worker) => new($"Worker {worker} not found", $"WorkerNotFound({DebugPrint(worker)})");

    /// <summary>The debug print of a worker's id, which stands in error texts.</summary>
    public static string DebugPrint(PeerId worker) => $"WorkerId(PeerId(\"{worker}\"))";
}
