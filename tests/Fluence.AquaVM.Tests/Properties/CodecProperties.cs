using Fluence.AquaVM.Data;
using Fluence.Interop.Tests.Avm.Differential;

namespace Fluence.AquaVM.Tests.Properties;

public sealed class CodecProperties
{
    [Fact]
    public void Reading_what_was_written_gives_the_same_data()
    {
        int read = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            string script = ScriptGenerator.Generate(new Random(seed), peers: 3, size: 40);
            new Particle(script, 3, seed) { OnDelivered = Check }.Run();
        }

        Assert.InRange(read, 300, int.MaxValue);

        void Check(InvokeRequest request, InvokeOutcome outcome)
        {
            if (!outcome.Data.IsEmpty)
            {
                DataEnvelope envelope = DataEnvelope.Read(outcome.Data);
                InterpreterData content = InterpreterDataReader.Read(envelope.InnerData, new CidPool());
                byte[] written = DataEnvelope.Write(envelope.DataVersion, envelope.InterpreterVersion, content).ToArray();
                Assert.Equal(DataText.Of(content), DataText.Of(written));
                read++;
            }

            Assert.True(CallRequestsCodec.TryDecode(
                CallRequestsCodec.Encode(outcome.CallRequests), out IReadOnlyDictionary<uint, CallRequest>? requests, out _));
            Assert.Equal(CallRequestsCodec.Encode(outcome.CallRequests), CallRequestsCodec.Encode(requests));
            byte[] results = CallResultsCodec.Encode(request.CallResults);
            Assert.True(CallResultsCodec.TryDecode(results, out IReadOnlyDictionary<uint, CallResult>? again, out _));
            Assert.Equal(request.CallResults, again);
        }
    }
}
