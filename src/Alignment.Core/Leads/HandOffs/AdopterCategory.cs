namespace Alignment.Core.Leads.HandOffs;

/// <summary>How early somebody takes up a new practice (Rogers, Diffusion of Innovations, 1962).</summary>
public enum AdopterCategory
{
    /// <summary>The first to try.</summary>
    Innovator,

    /// <summary>Early, and looked to by the others.</summary>
    EarlyAdopter,

    /// <summary>Just before the average.</summary>
    EarlyMajority,

    /// <summary>Just after the average.</summary>
    LateMajority,

    /// <summary>Last.</summary>
    Laggard,
}
