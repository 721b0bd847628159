using System.Text.Json;
using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>
/// One rule of a lead definition. A closed union: <see cref="AttributeCriterion"/>, <see cref="EngagementCriterion"/>,
/// <see cref="BurstCriterion"/>, <see cref="SequenceCriterion"/>, <see cref="InactivityCriterion"/>, <see cref="ResetCriterion"/>,
/// <see cref="PersonaCriterion"/>, <see cref="StageCriterion"/>, <see cref="HistoryCriterion"/>.
/// </summary>
public abstract record Criterion
{
    internal const int LongestKey = 100;
    internal const int LongestLabel = 500;

    private protected Criterion(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        Key = key;
    }

    /// <summary>What results and columns call it: unique in the definition, 1 to 100 characters.</summary>
    public string Key { get; }

    /// <summary>What people call it; the key where there is none.</summary>
    public string? Label { get; init; }

    /// <summary>What meeting it does besides giving points.</summary>
    public CriterionRole Role { get; init; }

    /// <summary>What it gives; may be negative or fractional.</summary>
    public double Points { get; init; }

    /// <summary>What its points speak for.</summary>
    public abstract Dimension Dimension { get; init; }

    /// <summary>The word that stands for the kind in JSON.</summary>
    public abstract string Kind { get; }

    internal abstract Dimension UsualDimension { get; }

    private protected abstract void WriteRest(Utf8JsonWriter json);

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("key", Key);
        if (Label is not null) json.WriteString("label", Label);
        json.WriteString("kind", Kind);
        if (Role != CriterionRole.Score) json.WriteString("role", CriterionReader.RoleNames[Role]);
        WriteRest(json);
        if (Points != 0) json.WriteNumber("points", Points);
        if (Dimension != UsualDimension) json.WriteString("dimension", CriterionReader.DimensionNames[Dimension]);
        json.WriteEndObject();
    }

    private protected static void Write(Utf8JsonWriter json, string name, Duration? duration)
    {
        if (duration is { } value) json.WriteString(name, IsoDuration.Format(value));
    }
}
