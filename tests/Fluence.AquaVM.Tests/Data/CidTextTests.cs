using System.Text;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Tests.Data;

public sealed class CidTextTests
{
    [Fact]
    public void Plain_is_what_JSON_has_as_it_is_whatever_the_length_and_the_place()
    {
        foreach (int length in (int[])[1, 31, 32, 33, 61, 64, 65])
        {
            for (int code = 0; code < 256; code++)
            {
                byte[] text = Encoding.ASCII.GetBytes(new string('a', length));
                text[code % length] = (byte)code;
                bool isPlain = code is >= 0x20 and < 0x7f and not '"' and not '\\';
                Assert.Equal(isPlain, CidText.IsPlain(text));
            }
        }
    }
}
