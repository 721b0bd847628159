namespace Alignment.Core.Journeys;

/// <summary>A step of the buyer's own way to a purchase; not a step of the seller's pipeline.</summary>
public sealed class BuyingStage
{
    internal BuyingStage(int position, BuyingStageDraft draft)
    {
        Position = position;
        Key = draft.Key.Trim();
        Name = string.IsNullOrWhiteSpace(draft.Name) ? Key : draft.Name.Trim();
        Questions = [.. (draft.Questions ?? []).Select(q => q.Trim())];
        SalesEngages = draft.SalesEngages;
    }

    /// <summary>What rules and engagements call it: 1 to 100 characters, trimmed, compared exactly.</summary>
    public string Key { get; }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>Its place in the journey, from 0 (earliest).</summary>
    public int Position { get; }

    /// <summary>What the buyer must have answered before moving on, in the order in which it is usually asked.</summary>
    public IReadOnlyList<string> Questions { get; }

    /// <summary>Whether sales engages once the buyer has been through this stage. One stage of a journey at most.</summary>
    public bool SalesEngages { get; }

    /// <inheritdoc/>
    public override string ToString() => Key;
}

/// <summary>A buying stage as a team writes it down; <see cref="Journey.Define"/> checks it and gives it its position.</summary>
/// <param name="Key">What rules and engagements call it: 1 to 100 characters.</param>
/// <param name="Name">What people call it; the key if left out.</param>
/// <param name="Questions">What the buyer must have answered; none if left out.</param>
/// <param name="SalesEngages">Whether sales engages once the buyer has been through this stage.</param>
public sealed record BuyingStageDraft(
    string Key, string? Name = null, IReadOnlyList<string>? Questions = null, bool SalesEngages = false);
