using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Fluence.AquaVM;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>
/// The original, avm.wasm 0.62.0 on Node.js, behind binary frames (tests/interop/client/avm-frames.mjs). A request is answered while the
/// caller does something else; one at a time. After a trap the next request meets a fresh instance.
/// </summary>
internal sealed class OriginalVm : IDisposable
{
    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;

    public OriginalVm()
    {
        _process = NodeProgram.Start("client", "avm-frames.mjs");
        _process.BeginErrorReadLine();
        _input = _process.StandardInput.BaseStream;
        _output = _process.StandardOutput.BaseStream;
    }

    /// <summary>Sends a request.</summary>
    /// <param name="request">Everything but the call results.</param>
    /// <param name="callResults">These, in their wire form.</param>
    public void Send(InvokeRequest request, ReadOnlyMemory<byte> callResults)
    {
        using MemoryStream frame = new();
        using BinaryWriter writer = new(frame, Encoding.UTF8);
        writer.Write(0);
        RunParameters parameters = request.Parameters;
        WriteText(writer, request.Air);
        WriteBytes(writer, request.PreviousData.Span);
        WriteBytes(writer, request.CurrentData.Span);
        WriteText(writer, parameters.InitPeerId);
        WriteText(writer, parameters.CurrentPeerId);
        WriteBytes(writer, parameters.SecretKey.Span);
        WriteText(writer, parameters.ParticleId);
        WriteBytes(writer, callResults.Span);
        writer.Write(parameters.Timestamp);
        writer.Write(parameters.Ttl);
        writer.Write(parameters.KeyFormat);
        writer.Write(parameters.Limits.Air);
        writer.Write(parameters.Limits.Particle);
        writer.Write(parameters.Limits.CallResult);
        writer.Write(parameters.Limits.Hard);
        writer.Flush();
        Span<byte> bytes = frame.GetBuffer().AsSpan(0, (int)frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - sizeof(int));
        _input.Write(bytes);
        _input.Flush();
    }

    /// <summary>The answer to the request sent last.</summary>
    public VmAnswer Receive()
    {
        byte[] length = new byte[sizeof(int)];
        _output.ReadExactly(length);
        byte[] frame = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        _output.ReadExactly(frame);
        using BinaryReader reader = new(new MemoryStream(frame));
        if (reader.ReadByte() != 0)
        {
            return VmAnswer.Trap(ReadText(reader));
        }

        int code = checked((int)reader.ReadInt64());
        string error = ReadText(reader);
        byte[] data = ReadBytes(reader);
        byte[] requests = ReadBytes(reader);
        string[] nextPeers = new string[reader.ReadInt32()];
        for (int i = 0; i < nextPeers.Length; i++)
        {
            nextPeers[i] = ReadText(reader);
        }

        return new VmAnswer(code, error, data, nextPeers, requests, (SizeLimitFlags)reader.ReadByte());
    }

    public void Dispose()
    {
        _input.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void WriteText(BinaryWriter writer, string text) => WriteBytes(writer, Encoding.UTF8.GetBytes(text));

    private static void WriteBytes(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBytes(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());

    private static string ReadText(BinaryReader reader) => Encoding.UTF8.GetString(ReadBytes(reader));
}
