using Fluence.Aqua.Definitions;
using Fluence.Aqua.Emission;

namespace Fluence.Aqua.Tests.Definitions;

public sealed class DefinitionTests
{
    [Fact]
    public void A_definition_tells_the_arguments_and_results_of_a_function()
    {
        AirFunction function = Assert.Single(AquaText.CompileBody("func main(a: ?u32, f: string -> ()) -> []⊤, bool:\n  <- [a], true").Functions);

        Assert.Equal(
            Quoted("{'functionName':'main','arrow':{'tag':'arrow','domain':{'tag':'labeledProduct','fields':{")
            + Quoted("'a':{'tag':'option','type':{'tag':'scalar','name':'u32'}},")
            + Quoted("'f':{'tag':'arrow','domain':{'tag':'unlabeledProduct','items':[{'tag':'scalar','name':'string'}]},'codomain':{'tag':'nil'}}}},")
            + Quoted("'codomain':{'tag':'unlabeledProduct','items':[{'tag':'array','type':{'tag':'topType'}},{'tag':'scalar','name':'bool'}]}},")
            + Quoted("'names':{'relay':'-relay-','getDataSrv':'getDataSrv','callbackSrv':'callbackSrv','responseSrv':'callbackSrv',")
            + Quoted("'responseFnName':'response','errorHandlingSrv':'errorHandlingSrv','errorFnName':'error'}}"),
            DefinitionText.Of(function));
    }

    [Fact]
    public void A_definition_of_a_service_has_its_methods_and_its_id()
    {
        AirService service = Assert.Single(
            AquaText.CompileBody("service Srv(\"id\"):\n  f(x: string) -> bool\n  g()", exports: "Srv").Services);

        Assert.Equal(
            Quoted("{'defaultServiceId':'id','functions':{'tag':'labeledProduct','fields':{")
            + Quoted("'f':{'tag':'arrow','domain':{'tag':'labeledProduct','fields':{'x':{'tag':'scalar','name':'string'}}},")
            + Quoted("'codomain':{'tag':'unlabeledProduct','items':[{'tag':'scalar','name':'bool'}]}},")
            + Quoted("'g':{'tag':'arrow','domain':{'tag':'nil'},'codomain':{'tag':'nil'}}}}}"),
            DefinitionText.Of(service));
    }

    private static string Quoted(string text) => text.Replace('\'', '"');
}
