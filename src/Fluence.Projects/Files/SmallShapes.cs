using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>The keys of the small files of projects and users.</summary>
internal static class SmallShapes
{
    private static readonly ListShape KeyPairs = new(new ObjectShape(
        new("name", TextShape.Any, "The key's name.") { IsRequired = true },
        new("secretKey", TextShape.Any, "The secret: base64 of 32 bytes.") { IsRequired = true }));

    /// <summary><c>.fluence/env.yaml</c>.</summary>
    public static FileShape Env { get; } = new(
        "env.yaml",
        "The network that a project uses. Written by `fluence default env`.",
        new ObjectShape(
            CommonShapes.Version(0, 1),
            new("fluenceEnv", new ChoiceShape(CommonShapes.Networks), "The network."),
            new("blockScoutUrl", TextShape.Any, "The address of an explorer of the chain. In files of version 1."),
            new("chainId", new IntegerShape(0, long.MaxValue), "The chain's number. In files of version 1."),
            new("deployment", new ObjectShape(
                new("diamond", TextShape.Any, "The address of the market's contract."),
                new("multicall3", TextShape.Any, "The address of the contract that bundles calls."),
                new("usdc", TextShape.Any, "The address of the token that deals are paid in.")), "The contracts. In files of version 1."),
            new("relays", new ListShape(TextShape.Any), "The multiaddresses of relays. In files of version 1."),
            new("rpcUrl", TextShape.Any, "The address of the chain's node. In files of version 1."),
            new("subgraphUrl", TextShape.Any, "The address of the market's index. In files of version 1.")));

    /// <summary><c>.fluence/project-secrets.yaml</c>.</summary>
    public static FileShape ProjectSecrets { get; } = new(
        "project-secrets.yaml", "The secret keys of a project, in the older form of one file.",
        new ObjectShape(
            CommonShapes.Version(0),
            new("keyPairs", KeyPairs, "The keys.") { IsRequired = true },
            new("defaultKeyPairName", TextShape.Any, "The key that is used where none is named.")));

    /// <summary><c>~/.fluence/user-secrets.yaml</c>.</summary>
    public static FileShape UserSecrets { get; } = new(
        "user-secrets.yaml", "The secret keys of a user, in the older form of one file.",
        new ObjectShape(
            CommonShapes.Version(0),
            new("keyPairs", KeyPairs, "The keys.") { IsRequired = true },
            new("defaultKeyPairName", TextShape.Any, "The key that is used where none is named.") { IsRequired = true }));

    /// <summary><c>~/.fluence/config.yaml</c>.</summary>
    public static FileShape UserConfig { get; } = new(
        "config.yaml", "What a user has chosen for all projects.",
        new ObjectShape(
            CommonShapes.Version(0, 1),
            new("countlyConsent", new BooleanShape(), "Whether the original's command may tell how it is used; kept, and not used.")
            {
                IsRequired = true,
            },
            new("docsInConfigs", new BooleanShape(), "Whether the original's command explains files in comments; kept, and not used."),
            new("lastCheckForUpdates", TextShape.Any, "When the original's command looked for a new version; kept, and not used."),
            new("defaultSecretKeyName", TextShape.Any, "The key that scripts are run with where a project names none.")));
}
