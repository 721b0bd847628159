namespace Alignment.Core.Leads.HandOffs;

/// <summary>What can happen to a hand-off.</summary>
public enum HandOffEvent
{
    /// <summary>Offered to a rep, the first or another.</summary>
    Offered,

    /// <summary>The rep took it.</summary>
    Accepted,

    /// <summary>The rep was in touch with the buyer.</summary>
    Touched,

    /// <summary>A deadline came near.</summary>
    Escalated,

    /// <summary>The rep gave it back.</summary>
    Returned,

    /// <summary>Taken back by a person.</summary>
    Recycled,

    /// <summary>A deadline passed.</summary>
    Lapsed,
}
