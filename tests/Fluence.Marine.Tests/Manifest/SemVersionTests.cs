namespace Fluence.Marine.Tests.Manifest;

public sealed class SemVersionTests
{
    [Theory]
    [InlineData("", "empty string, expected a semver version")]
    [InlineData("1", "unexpected end of input while parsing major version number")]
    [InlineData("1.", "unexpected end of input while parsing minor version number")]
    [InlineData("1.2.", "unexpected end of input while parsing patch version number")]
    [InlineData("01.2.3", "invalid leading zero in major version number")]
    [InlineData("1.2.99999999999999999999", "value of patch version number exceeds u64::MAX")]
    [InlineData("1,2", "unexpected character ',' after major version number")]
    [InlineData("1.2.3 ", "unexpected character ' ' after patch version number")]
    [InlineData("1.2.3-", "empty identifier segment in pre-release identifier")]
    [InlineData("1.2.3-a..b", "empty identifier segment in pre-release identifier")]
    [InlineData("1.2.3-01", "invalid leading zero in pre-release identifier")]
    [InlineData("1.2.3-a_b", "unexpected character '_' after pre-release identifier")]
    [InlineData("1.2.3+", "empty identifier segment in build metadata")]
    public void What_is_no_version_is_told(string text, string problem)
    {
        Assert.False(SemVersion.TryParse(text, out _, out string? error));
        Assert.Equal(problem, error);
    }

    [Fact]
    public void Versions_have_the_order_of_semver()
    {
        string[] ascending =
        [
            "0.6.0", "0.14.0", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-rc-1",
            "1.0.0", "1.0.0+build", "1.0.1", "18446744073709551615.0.0",
        ];
        SemVersion[] versions = [.. ascending.Select(text => SemVersion.TryParse(text, out SemVersion? version, out _) ? version : null!)];
        Assert.Equal(ascending, versions.Select(version => version.ToString()));
        Assert.Equal(versions, versions.Reverse().Order());
        Assert.True(versions[0] < versions[1] && versions[1] <= versions[1] && versions[1] > versions[0] && versions[1] >= versions[0]);
    }
}
