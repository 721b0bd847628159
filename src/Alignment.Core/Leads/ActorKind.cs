namespace Alignment.Core.Leads;

/// <summary>The kinds of actor that change a lead.</summary>
public enum ActorKind
{
    /// <summary>Somebody, by name.</summary>
    Person,

    /// <summary>A rule the team agreed: a lead definition, a routing rule.</summary>
    Rule,

    /// <summary>Another system or a file that data came from.</summary>
    Source,

    /// <summary>A deadline that passed.</summary>
    Clock,
}
