using Alignment.Core.Journeys;

namespace Alignment.Core.Stories;

/// <summary>When content is about ourselves rather than about the buyer: who we are, always; what we sell, as long as the buyer has not come
/// to the stage after which sales engages, since until then they are learning what the problem is.</summary>
public static class AboutUs
{
    /// <summary>Whether an asset is about us to a buyer at a stage.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="journey">The buyer's journey.</param>
    /// <param name="stage">The stage's position in it.</param>
    public static bool IsAboutUs(this ContentAsset asset, Journey journey, int stage)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(journey);
        return asset.Orientation switch
        {
            Orientation.Company => true,
            Orientation.Product => journey.SalesEngagesAfter is { } engages && stage < engages.Position,
            _ => false,
        };
    }
}
