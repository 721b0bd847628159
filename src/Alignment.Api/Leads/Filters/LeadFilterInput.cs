using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using NodaTime;

namespace Alignment.Api.Leads.Filters;

/// <summary>Which leads. All that is given must hold; `and` and `or` combine.</summary>
public sealed record LeadFilterInput
{
    /// <summary>Every one of these must hold.</summary>
    public IReadOnlyList<LeadFilterInput>? And { get; init; }

    /// <summary>At least one of these must hold.</summary>
    public IReadOnlyList<LeadFilterInput>? Or { get; init; }

    /// <summary>Where the lead is in its life.</summary>
    public LeadStatusFilterInput? Status { get; init; }

    /// <summary>The system it came from.</summary>
    public TextFilterInput? Source { get; init; }

    /// <summary>What that system calls it.</summary>
    public TextFilterInput? ExternalId { get; init; }

    /// <summary>The company it is at.</summary>
    public TextFilterInput? Company { get; init; }

    /// <summary>The key of its persona.</summary>
    public TextFilterInput? PersonaKey { get; init; }

    /// <summary>When it was created.</summary>
    public InstantFilterInput? CreatedAt { get; init; }

    /// <summary>The decision under the definition in force, as last kept by the store.</summary>
    public DecisionFilterInput? Decision { get; init; }

    /// <summary>The key of the buying stage, as last kept by the store.</summary>
    public TextFilterInput? StageKey { get; init; }

    /// <summary>The total under the definition in force, as last kept by the store.</summary>
    public NumberFilterInput? Total { get; init; }

    /// <summary>The key of the rep who has the lead.</summary>
    public TextFilterInput? RepKey { get; init; }
}

/// <summary>A condition on a status.</summary>
public sealed record LeadStatusFilterInput(LeadStatus? Eq = null, LeadStatus? Neq = null, IReadOnlyList<LeadStatus>? In = null, IReadOnlyList<LeadStatus>? Nin = null);

/// <summary>A condition on a decision.</summary>
public sealed record DecisionFilterInput(Decision? Eq = null, Decision? Neq = null, IReadOnlyList<Decision>? In = null);

/// <summary>A condition on text; compared exactly. `eq: null` means absent, `neq: null` present.</summary>
public sealed record TextFilterInput
{
    /// <summary>Equal to this.</summary>
    public GraphQL.Optional<string?> Eq { get; init; }

    /// <summary>Not equal to this.</summary>
    public GraphQL.Optional<string?> Neq { get; init; }

    /// <summary>One of these.</summary>
    public IReadOnlyList<string>? In { get; init; }

    /// <summary>None of these.</summary>
    public IReadOnlyList<string>? Nin { get; init; }

    /// <summary>Has this in it.</summary>
    public string? Contains { get; init; }

    /// <summary>Starts with this.</summary>
    public string? StartsWith { get; init; }
}

/// <summary>A condition on an instant.</summary>
public sealed record InstantFilterInput(Instant? Eq = null, Instant? Gt = null, Instant? Gte = null, Instant? Lt = null, Instant? Lte = null);

/// <summary>A condition on a number.</summary>
public sealed record NumberFilterInput(double? Eq = null, double? Gt = null, double? Gte = null, double? Lt = null, double? Lte = null);
