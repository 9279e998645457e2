namespace Shipkeeper.BuiltIn.DockerPackages;

/// <remarks>Settable for the reader: where members are for initialisation only, its generated code gives what is left out no value instead of the usual one.</remarks>
internal sealed record DockerEngineConfig
{
    /// <summary>Whether the lists of the sources are read anew first.</summary>
    public bool Refresh { get; set; } = true;

    /// <summary>
    /// Whether containers may stop for it. Where the engine has live-restore they go on; elsewhere, an engine with running containers is left as it is.
    /// </summary>
    public bool StopContainers { get; set; }

    /// <summary>How long the engine and its containers may take to come back; at least 1.</summary>
    public int GateSeconds { get; set; } = 180;
}
