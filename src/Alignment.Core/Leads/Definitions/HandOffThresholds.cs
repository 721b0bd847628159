namespace Alignment.Core.Leads.Definitions;

/// <summary>What must be reached, with a tolerance of 1e-9, for a lead to be handed off. A threshold left out asks for nothing.</summary>
/// <param name="Total">For the sum of all points.</param>
/// <param name="Fit">For the points that speak for fit.</param>
/// <param name="Interest">For the points that speak for interest.</param>
public sealed record HandOffThresholds(double? Total = null, double? Fit = null, double? Interest = null)
{
    /// <summary>No threshold at all.</summary>
    public static HandOffThresholds None { get; } = new();

    /// <summary>How far below a threshold still reaches it.</summary>
    public const double Tolerance = 1e-9;

    internal bool IsEmpty => Total is null && Fit is null && Interest is null;
}
